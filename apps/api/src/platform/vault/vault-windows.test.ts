import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { theDepot } from '../../audit/actor.js';
import { readConfig } from '../config/config.js';
import { connect } from '../database/connect.js';
import type { Pools } from '../database/connect.js';
import { openDatabase } from '../database/database.js';
import type { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { KeyringInFile } from './keyring.js';
import { Seed } from './seed.js';
import { VaultWindows } from './vault-windows.js';
import { Vault } from './vault.js';

const folder = mkdtempSync(join(tmpdir(), 'windows-'));
const file = join(folder, 'keyring.json');
let now = new Date('2026-11-30T12:00:00Z');
const clock = (): Date => now;
let pools: Pools;
let db: Database;
let work: UnitOfWork;
let vault: Vault;
let windows: VaultWindows;
let keyring: KeyringInFile;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
  keyring = KeyringInFile.open(file);
  vault = new Vault(keyring, clock);
  windows = new VaultWindows(work, keyring, clock);
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** So many seeds come in now. @returns their ids and what they are, in order */
async function deliver(count: number): Promise<{ id: string; seed: Uint8Array }[]> {
  const seeds = Array.from({ length: count }, () => Uint8Array.from(randomBytes(20)));
  const sealed = vault.sealFactory(
    seeds.map((bytes) => {
      const seed = new Seed(bytes.slice());
      return { seed, print: vault.fingerprint(seed) };
    }),
  );
  await work.run(sealed.keep);
  return seeds.map((seed, at) => ({ seed, id: sealed.ids[at] ?? '' }));
}
const destroy = (id: string): Promise<boolean> =>
  work.run((trx) => vault.destroy(trx, id, { actor: theDepot, reason: 'a sample', jobId: null, serial: null }));
const opened = (id: string): Promise<number[]> => vault.use(db, id, (seed) => [...seed.expose()]);
const windowOf = async (id: string) =>
  db.selectFrom('seed').select(['window_id', 'earlier_windows']).where('id', '=', id).executeTakeFirstOrThrow();

it('keeps the key of a day in which nothing was destroyed, and of one that is not over', async () => {
  const [first] = await deliver(3);
  await destroy(first?.id ?? '');
  await windows.tidy();
  await windows.tidy();
  expect(keyring.windows()).toEqual(['2026-11-30']);
});

it('gives a day up once a seed of it was destroyed: the rest opens as before, and the key goes with the next look', async () => {
  const seeds = await deliver(1203);
  await destroy(seeds[700]?.id ?? '');
  now = new Date('2026-12-01T01:00:00Z');
  expect(await windows.giveUp()).toEqual(['2026-11-30']);
  expect(keyring.windows()).toEqual(['2026-11-30', '2026-12-01T01']);
  // A record that was restored from a moment ago still opens.
  expect(await windows.giveUp()).toEqual([]);
  await windows.tidy();
  expect(keyring.windows()).toEqual(['2026-12-01T01']);
  for (const at of [0, 499, 500, 699, 701, 1202])
    expect(await opened(seeds[at]?.id ?? '')).toEqual([...(seeds[at]?.seed ?? [])]);
  await expect(opened(seeds[700]?.id ?? '')).rejects.toMatchObject({ code: 'seed-destroyed' });
  expect(await windowOf(seeds[700]?.id ?? '')).toEqual({ window_id: '2026-11-30', earlier_windows: [] });
});

it('remembers which keys a seed was wrapped by, as long as they are there', async () => {
  const [one] = await deliver(1);
  now = new Date('2026-12-03T12:00:00Z');
  const two = await db.selectFrom('seed').select('id').where('window_id', '=', '2026-12-01T01').limit(2).execute();
  await destroy(two[0]?.id ?? '');
  await windows.giveUp();
  expect(await windowOf(two[1]?.id ?? '')).toEqual({ window_id: '2026-12-03T12', earlier_windows: ['2026-12-01T01'] });
  expect(await windowOf(one?.id ?? '')).toEqual({ window_id: '2026-12-01', earlier_windows: [] });
});

it('two replicas do it side by side, and no seed is lost', async () => {
  const other = KeyringInFile.open(file);
  const there = new VaultWindows(new UnitOfWork(db), other, clock);
  const before = await db.selectFrom('seed').select(['id', 'window_id']).where('destroyed_at', 'is', null).execute();
  await destroy(before.find(({ window_id: id }) => id === '2026-12-03T12')?.id ?? '');
  now = new Date('2026-12-03T14:00:00Z');
  await Promise.all([windows.tidy(), there.tidy(), windows.tidy()]);
  await Promise.all([there.tidy(), windows.tidy()]);
  expect(KeyringInFile.open(file).windows()).not.toContain('2026-12-03T12');
  const left = await db.selectFrom('seed').select('id').where('destroyed_at', 'is', null).execute();
  expect(left).toHaveLength(before.length - 1);
  for (const { id } of left) await expect(opened(id)).resolves.toHaveLength(20);
});

it('leaves a large window to the night, or to whenever a day has passed', async () => {
  const seeds = await deliver(2002);
  await destroy(seeds[0]?.id ?? '');
  now = new Date('2026-12-04T09:00:00Z');
  expect(await windows.giveUp()).toEqual([]);
  now = new Date('2026-12-05T01:30:00Z');
  expect(await windows.giveUp()).toEqual(['2026-12-03']);
});

it('fails, and loses nothing, where the keyring does not have the key', async () => {
  const [one, two] = await deliver(2);
  await destroy(one?.id ?? '');
  now = new Date('2026-12-06T02:00:00Z');
  keyring.destroyWindow('2026-12-05');
  await expect(opened(two?.id ?? '')).rejects.toMatchObject({ code: 'seed-unreadable' });
  expect(await windows.giveUp()).toEqual([]);
});

it('goes on past a seed that the keyring does not open, and says so when all else is done', async () => {
  const seeds = await deliver(503);
  now = new Date('2026-12-07T12:00:00Z');
  const [other, last] = await deliver(2);
  // Restored with another keyring, say. The first by id, so that it comes before all others.
  const [broken, ...rest] = seeds.map(({ id }) => id).sort();
  await db
    .updateTable('seed')
    .set({ wrapped_key: Uint8Array.from(randomBytes(60)) })
    .where('id', '=', broken ?? '')
    .execute();
  await destroy(rest[0] ?? '');
  await destroy(other?.id ?? '');
  now = new Date('2026-12-08T02:00:00Z');
  await expect(windows.giveUp()).rejects.toThrow('does not open all seeds of these windows: 2026-12-06 (1).');
  const left = await db
    .selectFrom('seed')
    .select(['id', 'window_id'])
    .where('destroyed_at', 'is', null)
    .where('window_id', 'in', ['2026-12-06', '2026-12-07'])
    .execute();
  expect(left).toEqual([{ id: broken, window_id: '2026-12-06' }]);
  expect(await opened(last?.id ?? '')).toEqual([...(last?.seed ?? [])]);
  await expect(windows.tidy()).rejects.toThrow('2026-12-06 (1)');
  expect(keyring.windows()).not.toContain('2026-12-07');
  expect(keyring.windows()).toContain('2026-12-06');
});
