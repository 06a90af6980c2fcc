import { expect, test, vi } from 'vitest';
import { first, station } from '../station.fixture.js';
import { backoffMs } from './backoff.js';

test('the pauses double from a quarter of a second to ten seconds', () => {
  expect([0, 1, 2, 3, 9, 99].map((failures) => backoffMs(failures, 0))).toEqual([250, 500, 1000, 2000, 5000, 5000]);
  expect([0, 1, 2, 3, 9, 99].map((failures) => backoffMs(failures, 1))).toEqual([500, 1000, 2000, 4000, 10000, 10000]);
});

test('it says who it is, proves it, and then how its readers are', async () => {
  const { depot } = await station();
  expect(depot.heard.map(({ type }) => type)).toEqual(['hello', 'proof', 'readers']);
  expect(depot.heard[0]).toMatchObject({ protocol: 2, version: '0.1.0', benchUrl: null });
  expect(depot.heard[2]).toMatchObject({ readers: [{ name: first, state: 'idle' }, { state: 'idle' }] });
});

test('what troubles all readers is told, and that it is over', async () => {
  let trouble: string | null = 'The smart-card service is not running.';
  const { depot, readers } = await station();
  vi.spyOn(readers, 'trouble').mockImplementation(() => trouble as null);
  readers.unplug(first);
  await depot.next('readers', (news) => news.trouble === trouble);
  trouble = null;
  readers.plug(first);
  await depot.next('readers', (news) => news.trouble === null);
});

test('a depot that is silent for three heartbeats is given up, one that answers is kept', async () => {
  const { depot } = await station();
  depot.heartbeatSeconds = 0.5;
  depot.drop();
  for (let beats = 0; beats < 4; beats += 1) await depot.next('heartbeat');
  expect(depot.connections).toBe(2);
  depot.fallSilent();
  await expect.poll(() => depot.connections).toBe(3);
});

test('a refusal that is not final is tried again', async () => {
  const { depot } = await station();
  depot.refusal = { type: 'refused', detail: 'Not yet.', final: false };
  depot.drop();
  await expect.poll(() => depot.connections).toBe(2);
  depot.refusal = null;
  await depot.next('readers');
});

test('a final refusal ends the agent with the words of the depot', async () => {
  const { agent, depot } = await station();
  depot.say({ type: 'refused', detail: 'The admin has revoked this station.', final: true });
  expect(await agent.ended).toBe('The admin has revoked this station.');
});

test('messages of a newer depot are passed over', async () => {
  const { depot, log } = await station();
  depot.sayAnything('{"type":"something-new"}');
  depot.say({ type: 'ask', orderId: '0190a0f0-0000-7000-8000-000000000001' });
  await depot.next('journal');
  expect(log.join('')).toContain('A message was not understood');
});
