import { Me, problems } from '@depot/contracts';
import { afterEach, expect, test, vi } from 'vitest';
import { ProblemError } from './problem-error';
import { ask, askForLong, send, whenSignedOut } from './request';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
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

/** A route that never answers, until nobody waits any more; or whose answer breaks off with the headers. */
function hang(headersCome = false) {
  const never = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
    );
  vi.useFakeTimers();
  vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) =>
    headersCome ? Promise.resolve({ ok: true, status: 200, json: () => never(signal) }) : never(signal),
  );
}

test.each([
  ['no answer', false],
  ['no more than its beginning', true],
])('calls the connection lost where for over a minute there is %s', async (_what, headersCome) => {
  hang(headersCome);
  const code = codeOf(ask(Me, 'GET', 'session'));
  await vi.advanceTimersByTimeAsync(75_000);
  expect(await code).toBe('connection-lost');
});

test('waits on for what takes long, and for what is long to send', async () => {
  hang();
  const ended = vi.fn();
  const file = { raw: new Blob(['x']), type: 'application/octet-stream' };
  for (const call of [askForLong(Me, 'batches', {}), ask(Me, 'POST', 'seed-files', file)]) void call.finally(ended);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ended).not.toHaveBeenCalled();
});

test('sends JSON even where there is nothing to say, and pictures as they are', async () => {
  const fetched = answer(Response.json({}));
  await send('POST', 'jobs/1/accept');
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ headers: { 'content-type': 'application/json' }, body: '{}' });
  const raw = new Blob(['x'], { type: 'image/png' });
  await send('POST', 'jobs/1/capture-image', { raw, type: raw.type });
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ headers: { 'content-type': 'image/png' }, body: raw });
});
