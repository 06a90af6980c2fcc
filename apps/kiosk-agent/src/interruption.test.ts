import { type BurnReport } from '@depot/contracts';
import { heardBy } from '@depot/devices';
import { expect, test } from 'vitest';
import { Journal } from './journal/journal.js';
import { first, station, temporaryFolder, token } from './station.fixture.js';

const serial = '86596220000001';
const other = '86596320000002';
const orderId = '0190a0f0-0000-7000-8000-000000000001';
const place = { serial, profile: 0, reader: first };
const report: BurnReport = { outcome: 'burned', ...place, code: 'ok', detail: '', triesLeft: null };

/** A folder as an agent leaves it that was killed in the middle of a burn, or, with a report, right after it. */
async function folderLeftBehind(finished?: BurnReport): Promise<string> {
  const folder = await temporaryFolder();
  const journal = await Journal.open(folder, Date.now);
  await journal.begun(orderId, place);
  if (finished) await journal.finished(orderId, finished);
  await journal.close();
  return folder;
}

test('after being killed while writing the agent says that the order was begun', async () => {
  const { depot } = await station({ folder: await folderLeftBehind() });
  depot.say({ type: 'ask', orderId });
  expect(await depot.next('journal')).toEqual({
    ...{ type: 'journal', orderId, state: 'begun', serial, profile: 0 },
    report: null,
  });
});

test('an order that was begun goes on with its own token only', async () => {
  const { depot, readers, identify, burn } = await station({ folder: await folderLeftBehind() });
  readers.place(first, token(other));
  identify({ orderId });
  expect((await depot.reader(first, 'declined')).detail).toContain(serial);
  await burn(orderId, other);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'other-token' });
  readers.remove(first);
  readers.place(first, token(serial));
  await depot.reader(first, 'present');
  identify({ orderId });
  await depot.next('identified');
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned', serial });
});

test('what an interrupted order may have written stays uncertain when its next try writes nothing', async () => {
  const { depot, readers, identify, burn } = await station({ folder: await folderLeftBehind() });
  const plastic = token(serial);
  readers.place(first, plastic);
  identify({ orderId });
  await depot.next('identified');
  plastic.faults.arm({ fault: { kind: 'eject', heard: false } });
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'uncertain', code: 'link-lost' });
});

test('a report that was not acknowledged is sent on connecting, until it is', async () => {
  const folder = await folderLeftBehind(report);
  const { depot } = await station({ folder });
  expect(await depot.next('report')).toEqual({ type: 'report', orderId, report });
  depot.drop();
  expect(await depot.next('report')).toEqual({ type: 'report', orderId, report });
  depot.say({ type: 'acknowledge', orderId });
  depot.say({ type: 'ask', orderId });
  expect(await depot.next('journal')).toMatchObject({ state: 'unknown' });
});

test('an order that is finished is answered with its report, and not burned again', async () => {
  const { depot, readers, identify, burn } = await station({ folder: await folderLeftBehind(report) });
  const plastic = token(serial);
  readers.place(first, plastic);
  await depot.next('report');
  identify({ orderId });
  expect((await depot.next('report')).report).toEqual(report);
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toEqual(report);
  depot.say({ type: 'ask', orderId });
  expect(await depot.next('journal')).toMatchObject({ state: 'finished', report });
  expect(plastic.snapshot().seed).toBe('');
});

test('a burn goes on when the depot is lost, and is reported when it is back', async () => {
  const { depot, readers, identify, burn } = await station({ latencyMs: 30 });
  readers.place(first, token(serial));
  const order = identify();
  await depot.next('identified');
  await burn(order, serial);
  await expect.poll(() => readers.list()[0]?.presence).not.toBeNull();
  await depot.next('readers', ({ readers: views }) => views[0]?.state === 'busy' && views[0].orderId === order);
  depot.drop();
  expect(await depot.next('report')).toMatchObject({ orderId: order, report: { outcome: 'burned', serial } });
});

test('orders that wait are forgotten with the connection: the depot sends them again', async () => {
  const { depot, readers, identify } = await station();
  identify();
  await depot.settled();
  depot.drop();
  await expect.poll(() => depot.connections).toBe(2);
  await depot.next('readers');
  readers.place(first, token(serial));
  await depot.reader(first, 'present');
  expect(depot.heard.some(({ type }) => type === 'identified')).toBe(false);
});

test('stopping waits for the burn under way, and leaves its report in the journal', async () => {
  const { agent, depot, readers, identify, burn, folder } = await station({ latencyMs: 20 });
  const device = token(serial);
  let heard = 0;
  const listening = heardBy(device, (apdu) => {
    heard += 1;
    return device.hear(apdu);
  });
  readers.place(first, listening);
  const order = identify();
  await depot.next('identified');
  const asked = heard;
  await burn(order, serial);
  await expect.poll(() => heard, { interval: 1, timeout: 30_000 }).toBeGreaterThan(asked);
  await agent.stop();
  expect((await depot.next('report')).report.outcome).toBe('burned');
  const journal = await Journal.open(folder, Date.now);
  expect(journal.find(order)?.report?.outcome).toBe('burned');
  await journal.close();
});
