import { createHash } from 'node:crypto';
import { codeAt } from '@depot/totp';
import { expect, test, vi } from 'vitest';
import { Journal } from '../journal/journal.js';
import { first, molto, moltoReader, moltoSerial, seed, station, temporaryFolder, token } from '../station.fixture.js';

const taken = {
  ...{ seed: 'aa'.repeat(20), title: 'other', displayByte: 1, algorithmByte: 1, digitsByte: 6, periodByte: 30 },
  clockOffsetSeconds: 0,
};
const ownKey = new TextEncoder().encode('PLANTED-DEPOT-KEY');
const key = createHash('sha1').update(ownKey).digest('hex').slice(0, 32);
const family = 'molto2';

/** A station with a Molto2 plugged in that an order has been offered. */
async function offered(state: Parameters<typeof molto>[0] = {}, folder = '') {
  const at = await station({ folder });
  const device = molto(state);
  at.readers.place(moltoReader, device);
  const orderId = at.identify({ family, profile: null });
  const found = await at.depot.next('identified');
  return { ...at, device, orderId, found };
}

test('a Molto2 that is plugged in is left alone until an order asks for one', async () => {
  const { depot, readers, identify } = await station();
  const device = molto();
  const heard = vi.spyOn(device, 'hear');
  const connected = vi.spyOn(readers, 'connect');
  identify();
  readers.place(moltoReader, device);
  expect(await depot.reader(moltoReader, 'present')).toMatchObject({ family, serial: null, model: null, detail: null });
  await depot.settled();
  expect(heard).not.toHaveBeenCalled();
  expect(connected).not.toHaveBeenCalled();
  identify({ family, profile: null });
  expect(await depot.next('identified')).toMatchObject({ reader: moltoReader, family, serial: moltoSerial });
});

test('an order for a Molto2 hears of its profiles, and nothing else is offered to it', async () => {
  const { depot, readers, identify } = await station();
  readers.place(first, token('86596220000001'));
  await depot.reader(first, 'present');
  const orderId = identify({ family, profile: null });
  expect((await depot.reader(first, 'declined')).detail).toMatch(/order is for a Molto2/);
  readers.place(moltoReader, molto({ profiles: { '3': taken, '4': { ...taken, seed: '' } } }));
  const found = await depot.next('identified');
  expect(found).toMatchObject({ orderId, model: 'Molto2 v2', serial: moltoSerial });
  expect(found.profiles).toHaveLength(100);
  expect(found.profiles?.slice(2, 5)).toEqual([
    { profile: 2, occupied: false, title: null },
    { profile: 3, occupied: true, title: 'other' },
    { profile: 4, occupied: false, title: 'other' },
  ]);
});

test('a profile is burned and reported, and shows the codes of its seed under its title', async () => {
  const { depot, device, orderId, burnProfile } = await offered();
  await burnProfile(orderId);
  const { report } = await depot.next('report');
  const place = { serial: moltoSerial, profile: 7, reader: moltoReader };
  expect(report).toMatchObject({ outcome: 'burned', ...place, code: 'ok', triesLeft: null });
  expect(await depot.reader(moltoReader, 'done')).toMatchObject({ family, serial: moltoSerial, profile: 7 });
  expect(device.screen()).toMatchObject([{ profile: 7, title: 'C-0042' }]);
  const now = Date.now() / 1000;
  expect(device.display(7, now)).toBe(codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 30 }, device.clock(now, 7)));
});

test('the next order waits until the Molto2 was unplugged', async () => {
  const { depot, readers, device, orderId, identify, burnProfile } = await offered();
  await burnProfile(orderId);
  await depot.next('report');
  depot.say({ type: 'acknowledge', orderId });
  const next = identify({ family, profile: null });
  await depot.settled();
  expect(depot.heard.filter(({ type }) => type === 'identified')).toHaveLength(1);
  device.unplug();
  await expect.poll(() => readers.list()).toHaveLength(2);
  device.plugIn();
  const found = await depot.next('identified');
  expect(found).toMatchObject({ orderId: next, serial: moltoSerial });
  expect(found.profiles?.[7]).toEqual({ profile: 7, occupied: true, title: 'C-0042' });
});

test('what was declined for an order serves the one made in its place, and no other', async () => {
  const { depot, orderId, identify } = await offered();
  depot.say({ type: 'decline', orderId, serial: moltoSerial, detail: 'Somebody has to decide.' });
  await depot.reader(moltoReader, 'declined');
  const next = identify({ family, profile: null, serial: moltoSerial });
  await depot.settled();
  expect(depot.heard.filter(({ type }) => type === 'identified')).toHaveLength(1);
  depot.say({ type: 'release', orderId });
  expect(await depot.next('identified')).toMatchObject({ orderId: next, serial: moltoSerial });
});

test('an occupied profile is refused unless that was confirmed', async () => {
  const { depot, device, orderId, burnProfile } = await offered({ profiles: { '7': taken } });
  await burnProfile(orderId);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'occupied-profile' });
  expect(device.snapshot().profiles).toEqual({ '7': taken });
});

test('an occupied profile is written over when that was confirmed', async () => {
  const { depot, device, orderId, burnProfile } = await offered({ profiles: { '7': taken } });
  await burnProfile(orderId, { overwrite: true });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned', profile: 7 });
  expect(device.screen()).toMatchObject([{ title: 'C-0042' }]);
});

test('the customer key of the depot opens what was set to it, and is left nowhere', async () => {
  const { depot, orderId, burnProfile, left } = await offered({ key });
  const header = { order: orderId, serial: moltoSerial, content: 'customer-key' } as const;
  await burnProfile(orderId, { customerKey: await depot.seal(ownKey, header) });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned' });
  const text = (await left()).toLowerCase();
  expect(text).toContain(orderId);
  const seeds = [seed, ownKey].flatMap((bytes) => [
    Buffer.from(bytes).toString('hex'),
    Buffer.from(bytes).toString('base64'),
  ]);
  for (const trace of [...seeds, 'planted', key]) expect(text).not.toContain(trace.toLowerCase());
});

test.each([
  ['a seed in its place', { content: 'seed' as const }],
  ['one for another order', { order: '0190a0f0-0000-7000-8000-000000000009' }],
  ['one for another serial', { serial: '10000043' }],
])('%s is no customer key, and no try is spent', async (_, header) => {
  const { depot, device, orderId, burnProfile } = await offered({ key });
  const right = { order: orderId, serial: moltoSerial, content: 'customer-key' } as const;
  await burnProfile(orderId, { customerKey: await depot.seal(ownKey, { ...right, ...header }) });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'wrong-seal' });
  expect(device.triesLeft).toBe(8);
});

test('a wrong customer key costs one try, which is reported and shown, and is not tried again', async () => {
  const { depot, device, orderId, identify, burnProfile } = await offered({ key });
  await burnProfile(orderId);
  const { report } = await depot.next('report');
  expect(report).toMatchObject({ outcome: 'refused', code: 'wrong-customer-key', triesLeft: 7 });
  expect((await depot.reader(moltoReader, 'error')).detail).toContain('7 times more');
  depot.say({ type: 'acknowledge', orderId });
  identify({ orderId, family, profile: null });
  await depot.settled();
  expect(device.triesLeft).toBe(7);
});

test('none of the last three tries is spent, unless somebody said so', async () => {
  const { depot, device, orderId, identify, burnProfile } = await offered({ triesLeft: 3 });
  await burnProfile(orderId, { triesLeft: 3 });
  expect((await depot.next('report')).report).toMatchObject({ code: 'few-tries-left', triesLeft: 3 });
  expect(device.triesLeft).toBe(3);
  depot.say({ type: 'acknowledge', orderId });
  device.unplug();
  device.plugIn();
  const next = identify({ family, profile: null });
  await depot.next('identified');
  await burnProfile(next, { triesLeft: 3, keyTrial: true });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned' });
  expect(device.triesLeft).toBe(8);
});

test('pulled out while it is written it is uncertain, and the same order settles it in the same profile', async () => {
  const { depot, readers, device, orderId, burnProfile, identify } = await offered();
  device.faults.arm({ fault: { kind: 'lost-answer' }, instruction: 0xc5 });
  await burnProfile(orderId);
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'uncertain', code: 'link-lost', profile: 7 });
  depot.say({ type: 'acknowledge', orderId });
  device.unplug();
  device.plugIn();
  expect(readers.readerOf(moltoSerial)).toBe(moltoReader);
  identify({ orderId, family, serial: moltoSerial, profile: 7 });
  expect((await depot.next('identified')).profiles?.[7]).toMatchObject({ occupied: true, title: 'C-0042' });
  await burnProfile(orderId, { overwrite: true });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'burned' });
});

test('after being killed while writing, the order goes on in the profile it was begun in, and no other', async () => {
  const folder = await temporaryFolder();
  const begunOrder = '0190a0f0-0000-7000-8000-000000000001';
  const journal = await Journal.open(folder, Date.now);
  await journal.begun(begunOrder, { serial: moltoSerial, profile: 7, reader: moltoReader });
  await journal.close();
  const { depot, device, burnProfile } = await offered({ profiles: { '7': taken } }, folder);
  depot.say({ type: 'ask', orderId: begunOrder });
  expect(await depot.next('journal', (answer) => answer.orderId === begunOrder)).toMatchObject({
    ...{ state: 'begun', serial: moltoSerial, profile: 7 },
  });
  await burnProfile(begunOrder, { profile: 8 });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'other-token' });
  expect(device.snapshot().profiles).toEqual({ '7': taken });
});

test('what an interrupted try left in the profile does not stand in its own way', async () => {
  const folder = await temporaryFolder();
  const begunOrder = '0190a0f0-0000-7000-8000-000000000001';
  const journal = await Journal.open(folder, Date.now);
  await journal.begun(begunOrder, { serial: moltoSerial, profile: 7, reader: moltoReader });
  await journal.close();
  const at = await station({ folder });
  at.readers.place(moltoReader, molto({ profiles: { '7': taken } }));
  at.identify({ orderId: begunOrder, family, profile: 7 });
  await at.depot.next('identified');
  await at.burnProfile(begunOrder);
  expect((await at.depot.next('report')).report).toMatchObject({ outcome: 'burned', profile: 7 });
});

test('an order that names another Molto2 says which one it waits for', async () => {
  const { depot, readers, identify } = await station();
  readers.place(moltoReader, molto());
  identify({ family, serial: '10000043', profile: 2 });
  expect((await depot.reader(moltoReader, 'declined')).detail).toContain('10000043');
});

test('a burn for one family is never sent to a token of the other', async () => {
  const { depot, readers, burnProfile } = await station();
  const serial = '86596220000001';
  const single = token(serial);
  readers.place(first, single);
  await depot.reader(first, 'present');
  await burnProfile('0190a0f0-0000-7000-8000-000000000003', { serial, profile: 0 });
  expect((await depot.next('report')).report).toMatchObject({ outcome: 'refused', code: 'token-gone' });
  expect(single.snapshot().seed).toBe('');
});
