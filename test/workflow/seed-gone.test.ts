import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Planted } from './escrow.fixture.js';
import { PlayedDepot } from './escrow.fixture.js';
import { storeOfThisRun } from './store-of-this-run.js';

let depot: PlayedDepot;
const stationId = randomUUID();
const planted = new Map<string, Planted>();
const of = (name: string): Planted => {
  const found = planted.get(name);
  if (found === undefined) throw new Error(`Nobody is called ${name}.`);
  return found;
};

/** Jobs whose tokens are at one station and wait there, and the seed of the first is gone, as a restore may leave it. */
async function wait(state: 'verifying' | 'activating', ...names: string[]): Promise<void> {
  const { db, work, vault } = depot.services;
  for (const name of names) {
    planted.set(name, await depot.plant(name, undefined));
    await db.updateTable('job').set({ state, station_id: stationId }).where('id', '=', of(name).id).execute();
  }
  const [gone = ''] = names;
  const why = { actor: { kind: 'depot', id: null, name: 'depot', address: null } as const, reason: 'a sample' };
  await work.run((trx) => vault.destroy(trx, of(gone).seedId, { ...why, jobId: of(gone).id, serial: of(gone).serial }));
}
const type = (name: string) =>
  depot.clients.operator.post(`stations/${stationId}/codes`, { code: depot.codeOf(of(name)) });

beforeAll(async () => {
  depot = await PlayedDepot.start(storeOfThisRun, {});
  const key = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'a sample' });
  const station = { id: stationId, name: 'Sample station', signing_key: key, sealing_key: key, readers: '[]' };
  await depot.services.db.insertInto('station').values(station).execute();
}, 180_000);
afterAll(() => depot.end());

it('a token whose seed is gone is in no other’s way at its station, and says so itself', async () => {
  await wait('verifying', 'gone', 'one', 'two');
  await type('two');
  expect((await depot.job(of('two'))).state).not.toBe('verifying');
  // The last that can be compared is known to be meant.
  await type('one');
  expect((await depot.job(of('one'))).state).not.toBe('verifying');
  expect((await depot.clients.operator.problem(type('gone'))).code).toBe('seed-destroyed');
});

it('nor is it where tokens wait to be activated', async () => {
  await wait('activating', 'gone-too', 'asks');
  const other = await depot.plant('verifies', undefined);
  const { db } = depot.services;
  await db.updateTable('job').set({ state: 'verifying', station_id: stationId }).where('id', '=', other.id).execute();
  planted.set('verifies', other);
  await type('verifies');
  expect((await depot.job(other)).state).not.toBe('verifying');
  expect((await depot.job(of('asks'))).state).toBe('activating');
});
