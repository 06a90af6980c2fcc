import { codeAt } from '@depot/totp';
import { expect, test } from 'vitest';
import { makeKeys } from '../pairing/keys.js';
import { first, second, seed, station, token } from '../station.fixture.js';

const serial = '86596220000001';
const other = '86596320000002';

test('a token is identified, burned and reported, and shows the codes of its seed', async () => {
  const { depot, readers, identify, burn } = await station();
  const plastic = token(serial);
  readers.place(first, plastic);
  const orderId = identify();
  const found = await depot.next('identified');
  expect(found).toMatchObject({ orderId, reader: first, serial, model: 'OTPC-P2-i' });
  // A second may pass between the two clocks' readings.
  expect(Math.abs(found.clockOffset)).toBeLessThanOrEqual(1);
  await burn(orderId, serial);
  const { report } = await depot.next('report');
  expect(report).toMatchObject({ outcome: 'burned', serial, reader: first, code: 'ok' });
  expect(await depot.reader(first, 'done')).toMatchObject({ serial });
  plastic.switchOff();
  plastic.switchOn();
  expect(plastic.display()).toBe(codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 30 }, plastic.clock()));
});

test('no seed is in the journal or the log', async () => {
  const { depot, readers, identify, burn, left } = await station();
  readers.place(first, token(serial));
  const orderId = identify();
  await depot.next('identified');
  await burn(orderId, serial);
  await depot.next('report');
  const text = (await left()).toLowerCase();
  expect(text).toContain(orderId);
  for (const trace of [Buffer.from(seed).toString('hex'), Buffer.from(seed).toString('base64'), 'planted']) {
    expect(text).not.toContain(trace.toLowerCase());
  }
});

test('a token that was burned is not taken by the next order until it was away', async () => {
  const { depot, readers, identify, burn } = await station();
  const plastic = token(serial);
  readers.place(first, plastic);
  const orderId = identify();
  await depot.next('identified');
  await burn(orderId, serial);
  await depot.next('report');
  depot.say({ type: 'acknowledge', orderId });
  const next = identify();
  await depot.settled();
  expect(depot.heard.filter(({ type }) => type === 'identified')).toHaveLength(1);
  readers.remove(first);
  readers.place(first, plastic);
  expect(await depot.next('identified')).toMatchObject({ orderId: next, serial });
});

test('a declined token is left alone with the reason, and the order takes another one', async () => {
  const { depot, readers, identify, burn } = await station();
  readers.place(first, token(serial));
  const orderId = identify();
  await depot.next('identified');
  depot.say({ type: 'decline', orderId, serial, detail: 'Take another one.' });
  identify({ orderId });
  expect(await depot.reader(first, 'declined')).toMatchObject({ detail: 'Take another one.', orderId: null });
  readers.place(second, token(other));
  expect(await depot.next('identified')).toMatchObject({ orderId, serial: other, reader: second });
  await burn(orderId, other);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned', serial: other });
});

test('two orders are burned on two readers side by side', async () => {
  const { depot, readers, identify, burn } = await station({ latencyMs: 30 });
  readers.place(first, token(serial));
  readers.place(second, token(other));
  const orders = [identify(), identify()];
  const found = [await depot.next('identified'), await depot.next('identified')];
  expect(new Set(found.map(({ orderId }) => orderId))).toEqual(new Set(orders));
  await Promise.all(found.map((one) => burn(one.orderId, one.serial)));
  await depot.next('readers', ({ readers: views }) =>
    views.every(({ state, orderId }) => state === 'busy' && orderId !== null),
  );
  const reports = [await depot.next('report'), await depot.next('report')];
  for (const { orderId, report } of reports) {
    expect(report.outcome).toBe('burned');
    expect(report.serial).toBe(found.find((one) => one.orderId === orderId)?.serial);
  }
});

test('a caller on the line goes first, then who came first', async () => {
  const { depot, readers, identify } = await station();
  const one = identify({ priority: 10 });
  identify({ priority: 10 });
  const caller = identify({ priority: 0 });
  await depot.settled();
  const served: string[] = [];
  for (const [index, reader] of [first, second].entries()) {
    readers.place(reader, token(`8659622000000${index}`));
    served.push((await depot.next('identified')).orderId);
  }
  expect(served).toEqual([caller, one]);
});

test('an order that names a serial ignores other tokens and says which one it waits for', async () => {
  const { depot, readers, identify } = await station();
  readers.place(first, token(other));
  const orderId = identify({ serial });
  const view = await depot.reader(first, 'declined');
  expect(view.detail).toContain(serial);
  expect(view.serial).toBe(other);
  readers.place(second, token(serial));
  expect(await depot.next('identified')).toMatchObject({ orderId, serial });
  expect(await depot.reader(first, 'present')).toMatchObject({ detail: null });
});

test('a token that an order names is kept for it', async () => {
  const { depot, readers, identify } = await station();
  identify({ priority: 0 });
  const naming = identify({ serial });
  await depot.settled();
  readers.place(first, token(serial));
  expect(await depot.next('identified')).toMatchObject({ orderId: naming, serial });
});

test('an order that is released is forgotten, and its token is free', async () => {
  const { depot, readers, identify } = await station();
  readers.place(first, token(serial));
  const orderId = identify();
  await depot.next('identified');
  depot.say({ type: 'release', orderId });
  expect(await depot.reader(first, 'present')).toMatchObject({ orderId: null });
  const next = identify();
  expect(await depot.next('identified')).toMatchObject({ orderId: next });
});

test('a token that left before its seed came is reported gone, with nothing begun', async () => {
  const { depot, readers, identify, burn } = await station();
  readers.place(first, token(serial));
  const orderId = identify();
  await depot.next('identified');
  readers.remove(first);
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'token-gone' });
  depot.say({ type: 'ask', orderId });
  expect(await depot.next('journal')).toMatchObject({ state: 'unknown' });
});

test('a link lost before anything was written is refused, and the same order may come again', async () => {
  const { depot, readers, identify, burn } = await station();
  const plastic = token(serial);
  readers.place(first, plastic);
  const orderId = identify();
  await depot.next('identified');
  plastic.faults.arm({ fault: { kind: 'eject', heard: false }, apdu: 2 });
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'link-lost' });
  depot.say({ type: 'acknowledge', orderId });
  identify({ orderId });
  readers.place(first, plastic);
  await depot.next('identified');
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned' });
});

test('a link lost while writing is uncertain, and the token is not taken again by itself', async () => {
  const { depot, readers, identify, burn } = await station();
  const plastic = token(serial);
  readers.place(first, plastic);
  const orderId = identify();
  await depot.next('identified');
  plastic.faults.arm({ fault: { kind: 'lost-answer' }, instruction: 0xc5 });
  await burn(orderId, serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'uncertain', code: 'link-lost' });
  expect((await depot.reader(first, 'error')).detail).toMatch(/Lay the token on the reader again/);
});

test.each([
  ['another order', { order: '0190a0f0-0000-7000-8000-000000000009', serial }, undefined],
  ['another serial', { order: null, serial: other }, undefined],
  ['another station', { order: null, serial }, makeKeys()],
  ['the place of a customer key', { order: null, serial, content: 'customer-key' as const }, undefined],
])('a seed sealed for %s is refused and nothing is written', async (_, header, keys) => {
  const { depot, readers, identify, burn } = await station();
  const plastic = token(serial);
  const before = plastic.snapshot();
  readers.place(first, plastic);
  const orderId = identify();
  await depot.next('identified');
  await burn(orderId, serial, await depot.seal(seed, { ...header, order: header.order ?? orderId }, keys));
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'wrong-seal' });
  expect(plastic.snapshot()).toEqual(before);
  depot.say({ type: 'ask', orderId });
  expect(await depot.next('journal')).toMatchObject({ state: 'unknown' });
});

test('a burn for a token that nobody offered goes to that serial alone', async () => {
  const { depot, readers, burn } = await station();
  readers.place(first, token(other));
  await depot.reader(first, 'present');
  await burn('0190a0f0-0000-7000-8000-000000000003', serial);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'token-gone', serial });
});

test('a token without an order is shown, and one that nobody knows is named with what to do', async () => {
  const { depot, readers } = await station();
  readers.place(first, token(serial));
  readers.place(second, token('11112222333344'));
  expect(await depot.reader(first, 'present')).toMatchObject({ serial, model: 'OTPC-P2-i' });
  expect((await depot.reader(second, 'error')).detail).toMatch(/Take another token/);
});

test('an order asked for twice is offered the same token twice, not two tokens', async () => {
  const { depot, readers, identify } = await station();
  readers.place(first, token(serial));
  readers.place(second, token(other));
  await depot.reader(second, 'present');
  const orderId = identify();
  const found = await depot.next('identified');
  identify({ orderId });
  expect(await depot.next('identified')).toMatchObject({ orderId, serial: found.serial });
});
