import { expect, test, vi } from 'vitest';
import { patiently } from './patiently';
import { ownProblem, ProblemError } from './problem-error';

function depot({ awayFor, takes = 0 }: { awayFor: number; takes?: number }) {
  let clock = 0;
  const back = vi.fn(() => {
    clock += awayFor;
    return Promise.resolve();
  });
  const send = vi.fn<() => Promise<string>>();
  for (let lost = 0; lost < takes; lost += 1) send.mockRejectedValueOnce(ownProblem('connection-lost'));
  send.mockResolvedValue('sent');
  return { send, back, now: () => clock };
}
const notDone = () => Promise.resolve(null);

test('what finds no depot is sent again once it is back', async () => {
  const { send, back, now } = depot({ awayFor: 120_000, takes: 2 });
  expect(await patiently(send, { back, now, done: notDone })).toBe('sent');
  expect(send).toHaveBeenCalledTimes(3);
});

test('what was done, and only its answer was lost, is not sent again', async () => {
  const { send, back, now } = depot({ awayFor: 1000, takes: 1 });
  expect(await patiently(send, { back, now, done: () => Promise.resolve('was done') })).toBe('was done');
  expect(send).toHaveBeenCalledOnce();
});

test('a code that has run out meanwhile is not sent, and says so', async () => {
  const { send, back, now } = depot({ awayFor: 120_000, takes: 1 });
  const sent = patiently(send, { back, now, done: notDone, goodFor: 60_000 });
  await expect(sent).rejects.toMatchObject({ problem: { code: 'code-too-old' } });
  expect(send).toHaveBeenCalledOnce();
});

test('a depot that is still away while it is asked what was done is waited for', async () => {
  const { send, back, now } = depot({ awayFor: 1000, takes: 1 });
  const done = vi.fn(notDone).mockRejectedValueOnce(ownProblem('no-answer', 502));
  expect(await patiently(send, { back, now, done })).toBe('sent');
  expect(back).toHaveBeenCalledTimes(2);
});

test('a refusal is a refusal', async () => {
  const { back, now } = depot({ awayFor: 0 });
  const refused = new ProblemError({ ...ownProblem('no-answer').problem, code: 'wrong-code' });
  await expect(patiently(() => Promise.reject(refused), { back, now, done: notDone })).rejects.toBe(refused);
  expect(back).not.toHaveBeenCalled();
});
