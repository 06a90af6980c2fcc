import { Me, problems } from '@depot/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { ProblemError } from './problem-error';
import { ask, send, whenSignedOut } from './request';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(response: Response | Error) {
  const fetched = vi.fn<typeof fetch>(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? error.problem.code : 'no problem';
}

const me = { id: '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a11', name: 'ada', roles: ['operator'], language: 'en' };
const refused = { type: 'about:blank', code: 'sign-in-needed', detail: '', ...problems['sign-in-needed'] };

test('reads an answer by its schema', async () => {
  answer(Response.json(me));
  expect(await ask(Me, 'GET', 'session')).toEqual(me);
});

test('says so when the answer is not of the shape agreed', async () => {
  answer(Response.json({ ...me, language: 'tlh' }));
  expect(await codeOf(ask(Me, 'GET', 'session'))).toBe('unknown-answer');
});

test('hands on the problem that the API describes, and tells who waits for the end of the session', async () => {
  const told = vi.fn();
  whenSignedOut(told);
  answer(Response.json(refused, { status: 401 }));
  expect(await codeOf(send('GET', 'batches'))).toBe('sign-in-needed');
  expect(told).toHaveBeenCalledOnce();
});

test('does not take the end of a recipient’s visit for the end of the staff’s session', async () => {
  const told = vi.fn();
  whenSignedOut(told);
  answer(Response.json(refused, { status: 401 }));
  expect(await codeOf(send('GET', 'self/visit'))).toBe('sign-in-needed');
  expect(told).not.toHaveBeenCalled();
});

test('takes a proxy’s error page for what it is', async () => {
  answer(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(await codeOf(send('GET', 'batches'))).toBe('no-answer');
});

test('calls a request that never arrived a lost connection', async () => {
  answer(new TypeError('Failed to fetch'));
  expect(await codeOf(send('GET', 'batches'))).toBe('connection-lost');
});

test('sends JSON even where there is nothing to say, and pictures as they are', async () => {
  const fetched = answer(Response.json({}));
  await send('POST', 'jobs/1/accept');
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ headers: { 'content-type': 'application/json' }, body: '{}' });
  const raw = new Blob(['x'], { type: 'image/png' });
  await send('POST', 'jobs/1/capture-image', { raw, type: raw.type });
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ headers: { 'content-type': 'image/png' }, body: raw });
});
