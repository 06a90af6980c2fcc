import { describe, expect, test, vi } from 'vitest';
import { ApiProblem } from './api-problem.js';
import { Client } from './client.js';

const answering = (status: number, body: string) => new Client(async () => new Response(body, { status }));
const wrongCode = {
  type: 'about:blank',
  code: 'wrong-code',
  status: 422,
  title: 'The code does not match.',
  detail: 'Three tries left.',
  advice: 'Wait.',
  facts: { triesLeft: 3 },
};

async function failure(call: Promise<unknown>): Promise<ApiProblem> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiProblem) return error;
  throw new Error('the call was expected to fail with an ApiProblem');
}

describe('the API client', () => {
  test('throws the problem that the API describes, with its facts', async () => {
    const error = await failure(
      answering(422, JSON.stringify(wrongCode)).post('/jobs/1/codes', { json: { code: '1' } }),
    );
    expect(error.problem).toEqual(wrongCode);
  });

  test('calls a network that fails “unreachable”', async () => {
    const client = new Client(async () => Promise.reject(new TypeError('fetch failed')));
    expect((await failure(client.get('/batches'))).problem.code).toBe('unreachable');
  });

  test('calls a gateway’s HTML error page “unreachable”', async () => {
    expect((await failure(answering(502, '<html>').get('/batches'))).problem.code).toBe('unreachable');
  });

  test('calls an answer that is not JSON “unreadable”', async () => {
    expect((await failure(answering(200, '<html>').get('/batches'))).problem.code).toBe('unreadable');
  });

  test('tells the session when nobody is signed in any more', async () => {
    const client = answering(401, JSON.stringify({ ...wrongCode, code: 'sign-in-needed', status: 401 }));
    client.signedOut = vi.fn();
    await failure(client.get('/batches'));
    expect(client.signedOut).toHaveBeenCalledOnce();
  });

  test('does not call a refused sign-in the end of a session', async () => {
    const client = answering(401, JSON.stringify({ ...wrongCode, code: 'sign-in-refused', status: 401 }));
    client.signedOut = vi.fn();
    await failure(client.post('/session', { json: {} }));
    expect(client.signedOut).not.toHaveBeenCalled();
  });

  test('sends no body and no content type where there is nothing to say', async () => {
    const fetcher = vi.fn<typeof fetch>(async () => new Response('{}'));
    await new Client(fetcher).post('/jobs/1/accept');
    expect(fetcher).toHaveBeenCalledWith('/api/jobs/1/accept', { method: 'POST', credentials: 'same-origin' });
  });

  test('sends an image as it is, under its own type', async () => {
    const fetcher = vi.fn<typeof fetch>(async () => new Response('{}'));
    const image = new Blob(['x'], { type: 'image/png' });
    await new Client(fetcher).post('/jobs/1/capture-image', { raw: image, type: 'image/png' });
    expect(fetcher.mock.calls[0]?.[1]).toMatchObject({ body: image, headers: { 'content-type': 'image/png' } });
  });
});
