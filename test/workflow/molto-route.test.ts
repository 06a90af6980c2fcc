import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceView, EventView, JobPage, JobView } from '@depot/contracts';
import { profileSerial } from '@depot/contracts';
import { codeAt, decodeBase32, entraParameters } from '@depot/totp';
import { describe, expect, it } from 'vitest';
import { MoltoHands } from '../depot/molto-hands.js';
import { beingRecorded } from './being-recorded.js';
import { useLine } from './line.fixture.js';
import { parseCsvSeed } from './portal.js';

const line = useLine();
let people = 0;

/** Somebody new. */
const somebody = (): string => `molto.${String((people += 1))}@contoso.com`;
const desk = (): MoltoHands => new MoltoHands(line.hands, line.depot.clients.manager);
const bench = () => line.hands.place.station.bench;
const operator = () => line.depot.clients.operator;
const admin = () => line.depot.clients.admin;
const seen = async (serial: string) => (await bench().state()).moltos.find((molto) => molto.serial === serial);
const titlesOf = async (serial: string) =>
  (await seen(serial))?.lines.map(({ profile, title }) => `${String(profile)} ${title ?? ''}`);

async function one(upn = somebody(), ...more: Parameters<MoltoHands['take']> extends [unknown, ...infer R] ? R : []) {
  const [job] = await desk().take([upn], ...more);
  if (job === undefined) throw new Error('No job.');
  return job;
}

/** Jobs that a test leaves on the bench would take the next test's device. */
async function putAway(...jobs: readonly JobView[]): Promise<void> {
  for (const { id } of jobs) await operator().post(`jobs/${id}/cancel`, { reason: 'end of the test' });
}

describe('a Molto2', () => {
  it('takes a seed into its lowest free profile, under the job’s number, and leaves the depot proved', async () => {
    const { serial } = await bench().takeMolto();
    const job = await one();
    expect(job).toMatchObject({ family: 'molto2', serial: null, profile: null });
    expect(job.instruction.en).toBe('Plug the Molto2 into this station.');
    const burned = await desk().burn(job, serial);
    expect(burned).toMatchObject({ serial, profile: 0, seed: 'kept' });
    expect(burned.instruction.en).toMatch(/Open the job’s profile/);
    expect(await titlesOf(serial)).toEqual([`0 Job ${String(job.number)}`]);
    const proved = await desk().prove(burned);
    await line.hands.reached(job.id, 'registering');
    const request = { batchId: job.batchId, reason: 'upload in the portal' };
    const row = parseCsvSeed(await admin().download('directory/entra-csv', request));
    expect(row).toMatchObject({ upn: job.upn, serial: profileSerial(serial, 0), interval: '30' });
    const reading = await bench().displayOf(serial, 0);
    expect(codeAt(decodeBase32(row.secret), entraParameters, reading.at)).toBe(reading.code);
    expect(await desk().arrive(proved)).toMatchObject({ state: 'arrived', seed: 'destroyed', serial, profile: 0 });

    const events = await operator().get<EventView[]>(`jobs/${job.id}/timeline`);
    const told = events.filter(({ kind }) => kind === 'order.reserved' || kind === 'job.burned');
    expect(told.map(({ kind, facts }) => [kind, facts['profile']])).toEqual([
      ['order.reserved', 0],
      ['job.burned', 0],
    ]);
    const found = await operator().get<JobPage>(`jobs?search=${profileSerial(serial, 0)}`);
    expect(found.jobs.map(({ id, profile }) => ({ id, profile }))).toEqual([{ id: job.id, profile: 0 }]);
    expect((await operator().get<JobPage>(`jobs?search=${profileSerial(serial, 1)}`)).jobs).toEqual([]);
    expect(await operator().get<DeviceView>(`tokens/${serial}/profiles`)).toMatchObject({
      ...{ family: 'molto2', triesLeft: null, keyRefused: false },
      profiles: [{ profile: 0, status: 'bound', upn: job.upn, jobNumber: job.number }],
    });
  });

  it('holds two profiles for one recipient, one of them named, and each is proved by its own codes', async () => {
    const { serial } = await bench().takeMolto();
    const upn = somebody();
    const first = await desk().burn(await one(upn), serial);
    const job = await one(upn);
    await operator().post(`jobs/${job.id}/profile`, { profile: 7 });
    const second = await desk().burn(job, serial);
    expect([first.profile, second.profile]).toEqual([0, 7]);
    expect(second.serial).toBe(serial);
    const { code } = await bench().displayOf(serial, 0);
    const problem = await operator().problem(operator().post(`jobs/${second.id}/codes`, { code }));
    expect(problem).toMatchObject({ code: 'other-token-code', facts: { serial: profileSerial(serial, 0) } });
    const proved = [await desk().prove(second), await desk().prove(first)];
    for (const each of proved) expect((await desk().arrive(each)).state).toBe('arrived');
    const named = await operator().problem(operator().post(`jobs/${second.id}/profile`, { profile: 8 }));
    expect(named.code).toBe('move-refused');
  });

  it('is for one recipient, unless somebody says otherwise and why', async () => {
    const { serial } = await bench().takeMolto();
    const first = await desk().burn(await one(), serial);
    const job = await one();
    await desk().plug(serial, true);
    const { because, order } = await desk().declined(job);
    expect(because).toContain(`for another recipient (job ${String(first.number)}). Take another one, or allow it`);
    expect(order.asks).toEqual({ kind: 'share', serial, profile: null, triesLeft: null });
    const other = { kind: 'overwrite', serial, profile: 0, reason: 'no such question' };
    expect((await operator().problem(operator().post(`jobs/${job.id}/permits`, other))).code).toBe('move-refused');
    await desk().allow(job);
    const second = await line.hands.reached(job.id, 'verifying');
    await desk().plug(serial, false);
    expect(second).toMatchObject({ serial, profile: 1 });
    const events = await operator().get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(events.find(({ kind }) => kind === 'job.permitted')).toMatchObject({
      serial,
      facts: { kind: 'share', reason: 'agreed with the recipient' },
    });
    await putAway(first, second);
  });

  it('keeps what a profile holds until somebody says that it may go', async () => {
    const { serial } = await bench().takeMolto();
    const upn = somebody();
    // Cancelled: its seed stays on the device, and is nobody's any more.
    await putAway(await desk().burn(await one(upn), serial));
    const before = await seen(serial);
    const job = await one(upn);
    await operator().post(`jobs/${job.id}/profile`, { profile: 0 });
    await desk().plug(serial, true);
    const { because, order } = await desk().declined(job);
    expect(because).toMatch(/^Profile 0 of Molto2 \d+ holds a seed\. Name another one, or allow/);
    expect(order.asks).toMatchObject({ kind: 'overwrite', profile: 0 });
    expect((await seen(serial))?.lines.map(({ title }) => title)).toEqual(before?.lines.map(({ title }) => title));
    await desk().allow(job);
    const burned = await line.hands.reached(job.id, 'verifying');
    await desk().plug(serial, false);
    expect(await titlesOf(serial)).toEqual([`0 Job ${String(job.number)}`]);
    expect(beingRecorded).toContain((await desk().prove(burned)).state);
  });

  it('that holds seeds nobody knows is not given away unasked', async () => {
    const { serial } = await bench().takeMolto();
    const left = await desk().burn(await one(), serial);
    await putAway(left);
    const job = await one();
    await desk().plug(serial, true);
    expect((await desk().declined(job)).because).toMatch(/holds a seed that is not this recipient’s by the record/);
    await desk().plug(serial, false);
    const other = await bench().takeMolto();
    const burned = await desk().burn(job, other.serial);
    expect(burned).toMatchObject({ serial: other.serial, profile: 0 });
    await putAway(burned);
  });

  it('has no profile beyond its last one, and says which it has', async () => {
    const smaller = await moltoOf('Molto2');
    const job = await one();
    await operator().post(`jobs/${job.id}/profile`, { profile: 73 });
    await desk().plug(smaller, true);
    expect((await desk().declined(job)).because).toContain('has profiles 0 to 49, and the job is for profile 73');
    await desk().plug(smaller, false);
    await putAway(job);
  });

  it('takes a new seed into the same profile when one is asked for, and after an answer that was lost', async () => {
    const { serial } = await bench().takeMolto();
    const job = await one();
    await bench().faults({ serial, fault: { kind: 'lost-answer' }, instruction: 0xc5 });
    await desk().plug(serial, true);
    expect(await line.hands.reached(job.id, 'uncertain')).toMatchObject({ serial, profile: 0 });
    await desk().plug(serial, false);
    await operator().post(`jobs/${job.id}/burn-again`);
    const burned = await desk().burn(job, serial);
    expect(burned).toMatchObject({ profile: 0, generation: 1 });
    await operator().post(`jobs/${job.id}/renew`, { reason: 'a new seed is wanted' });
    const renewed = await desk().burn(job, serial);
    expect(renewed).toMatchObject({ serial, profile: 0, generation: 2 });
    expect(await titlesOf(serial)).toEqual([`0 Job ${String(job.number)}`]);
    expect(beingRecorded).toContain((await desk().prove(renewed)).state);
  });

  it('takes the seed of a user’s QR, and Microsoft’s page takes its codes', async () => {
    const { serial } = await bench().takeMolto();
    const csv = `upn\n${somebody()}`;
    const batch = { name: 'Batch QR', route: 'qr', tokens: { family: 'molto2' }, csv };
    await line.depot.clients.manager.post('batches', batch);
    const job = await line.hands.take();
    await line.hands.capture(job);
    const burned = await desk().burn(job, serial);
    expect((await desk().prove(burned)).state).toBe('confirming');
    expect(line.hands.pageOf(job.id)?.takes(await bench().displayOf(serial, 0))).toBe(true);
    expect(beingRecorded).toContain((await operator().post<JobView>(`jobs/${job.id}/accept`)).state);
  });

  it('says whose a profile is where the batch asks for that', async () => {
    const { serial } = await bench().takeMolto();
    const burned = await desk().burn(await one(somebody(), { title: 'recipient', period: 60 }), serial);
    expect(burned.period).toBe(60);
    expect(await titlesOf(serial)).toEqual(['0 Sample Perso']);
    expect(beingRecorded).toContain((await desk().prove(burned)).state);
  });
});

describe('the customer key', () => {
  it('is tried once, never guessed at again, and its last tries are for somebody to allow', async () => {
    const { serial, triesLeft: full } = await bench().takeMolto();
    await setKey('ANOTHER-KEY-2026');
    try {
      const job = await one();
      await desk().plug(serial, true);
      const stopped = await line.hands.reached(job.id, 'stopped');
      expect(stopped.stop).toMatchObject({ code: 'burn-wrong-customer-key' });
      expect(await seen(serial)).toMatchObject({ triesLeft: full - 1, lines: [] });
      const kept = { triesLeft: full - 1, keyRefused: true, profiles: [] };
      expect(await operator().get<DeviceView>(`tokens/${serial}/profiles`)).toMatchObject(kept);

      await desk().plug(serial, false);
      await operator().post(`jobs/${job.id}/go-on`);
      await desk().plug(serial, true);
      const refused = await desk().declined(job);
      expect(refused.because).toMatch(/refused the depot’s customer key and has \d+ tries left before it locks/);
      expect(refused.order.asks).toEqual({ kind: 'key-trial', serial, profile: null, triesLeft: full - 1 });
      expect((await seen(serial))?.triesLeft).toBe(full - 1);

      for (let left = full - 2; left >= 2; left -= 1) {
        await desk().allow(job);
        await line.hands.reached(job.id, 'stopped');
        expect((await seen(serial))?.triesLeft).toBe(left);
        await desk().plug(serial, false);
        await operator().post(`jobs/${job.id}/go-on`);
        await desk().plug(serial, true);
        await desk().declined(job);
      }
      // The right key by now, and still few tries: one more is for somebody to allow.
      await admin().post('customer-key/forget', { reason: 'they have the default' });
      await operator().post(`jobs/${job.id}/stop`, { reason: 'the key was changed' });
      await desk().plug(serial, false);
      await operator().post(`jobs/${job.id}/go-on`);
      await desk().plug(serial, true);
      expect((await desk().declined(job)).because).toMatch(/has 2 tries left for its customer key before it locks/);
      await desk().allow(job);
      expect(await line.hands.reached(job.id, 'verifying')).toMatchObject({ serial, profile: 0 });
      expect((await seen(serial))?.triesLeft).toBe(full);
      const device = await operator().get<DeviceView>(`tokens/${serial}/profiles`);
      expect(device).toMatchObject({ triesLeft: null, keyRefused: false });
      await desk().plug(serial, false);
      await putAway(job);
    } finally {
      await admin().post('customer-key/forget', { reason: 'end of the test' });
    }
  });

  it('of the depot’s own opens the Molto2 that were given it', async () => {
    const secret = 'THE-DEPOTS-OWN-KEY';
    const paired = await line.depot.addStation(1);
    await paired.program.stop();
    const serial = giveKey(join(paired.folder, 'virtual-moltos.json'), secret);
    const station = await line.depot.startAgent(paired);
    const there = new MoltoHands(line.handsAt(0, station), line.depot.clients.manager);
    await setKey(secret);
    try {
      const [job] = await there.take([somebody()]);
      if (job === undefined) throw new Error('No job.');
      const burned = await there.burn(job, serial);
      expect(beingRecorded).toContain((await there.prove(burned)).state);
    } finally {
      await admin().post('customer-key/forget', { reason: 'end of the test' });
      await station.program.stop();
    }
  });

  it('goes in, and is never shown again', async () => {
    const secret = 'NEVER-SHOWN-AGAIN';
    expect(await admin().get('customer-key')).toEqual({ set: false, setAt: null });
    const answer = await setKey(secret);
    expect(answer).toMatchObject({ set: true });
    expect(JSON.stringify([answer, await admin().get('customer-key')])).not.toContain(secret);
    expect(await admin().post('customer-key/forget', { reason: 'end of the test' })).toEqual({
      set: false,
      setAt: null,
    });
    expect((await operator().problem(operator().get('customer-key'))).code).toBe('not-your-role');
    const long = { key: { hex: 'ab'.repeat(65) }, reason: 'too long' };
    expect((await admin().problem(admin().post('customer-key', long))).code).toBe('bad-request');
  });
});

/** As somebody did with the vendor's tool. @returns the serial of a Molto2 in the drawer that has the key now */
function giveKey(file: string, text: string): string {
  const key = createHash('sha1').update(text, 'ascii').digest('hex').slice(0, 32);
  const { moltos } = JSON.parse(readFileSync(file, 'utf8')) as { moltos: { serial: string }[] };
  const [first, ...others] = moltos;
  if (first === undefined) throw new Error('The drawer holds no Molto2.');
  writeFileSync(file, JSON.stringify({ moltos: [{ ...first, key }, ...others] }));
  return first.serial;
}

function setKey(text: string): Promise<unknown> {
  return admin().post('customer-key', { key: { text }, reason: 'for the test' });
}

/** A fresh one of this model: the drawer hands them out in turn. */
async function moltoOf(model: string): Promise<string> {
  for (;;) {
    const molto = await bench().takeMolto();
    if (molto.model === model) return molto.serial;
  }
}
