import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { theDepot } from '../audit/actor.js';
import { sweepEscrow } from '../escrow/sweep-escrow.js';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { openQueue } from '../platform/queue/queue-backend.js';
import { Queues } from '../platform/queue/queues.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { Vault } from '../platform/vault/vault.js';
import { replayDestructions } from './replay-destructions.js';

const folder = mkdtempSync(join(tmpdir(), 'replayed-'));
const config = readConfig({ DEPOT_DATA: folder });
const day = (which: number): Date => new Date(Date.UTC(2026, 10, which, 12));
let pools: Pools;
let db: Database;
let work: UnitOfWork;
let vault: Vault;
let queues: Queues;
let job: string;

beforeAll(async () => {
  pools = await connect(config);
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
  vault = new Vault(KeyringInFile.open(join(folder, 'keyring.json')), () => day(20));
  queues = new Queues(await openQueue(config, pools));
  const [tenant, batch, recipient] = [randomUUID(), randomUUID(), randomUUID()];
  job = randomUUID();
  await db.insertInto('tenant').values({ id: tenant, name: 'Contoso', domain: null, premium: true }).execute();
  await db.insertInto('batch').values({ id: batch, tenant_id: tenant, name: 'Sample', route: 'own-seed' }).execute();
  await db
    .insertInto('recipient')
    .values({ id: recipient, tenant_id: tenant, upn: 'a@contoso.com', privileged: false })
    .execute();
  const of = { batch_id: batch, tenant_id: tenant, recipient_id: recipient };
  await db
    .insertInto('job')
    .values({ id: job, ...of, route: 'own-seed', state: 'shipped' })
    .execute();
});
afterAll(async () => {
  await queues.close();
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A seed whose token is in the post, as a backup holds it. @param ends null where it is kept until the arrival */
async function kept(ends: Date | null): Promise<string> {
  return work.run(async (trx) => {
    const id = await vault.seal(trx, vault.draw('SHA1'), { purpose: 'own', jobId: job });
    const until = ends === null ? 'arrival' : '21';
    const times = { begun_at: day(1), ends_at: ends, longest_at: day(30), marked_at: ends === null ? null : day(9) };
    await trx
      .insertInto('escrow')
      .values({ seed_id: id, job_id: job, until, ...times, held_reason: 'on leave' })
      .execute();
    return id;
  });
}
const escrowOf = (id: string) =>
  db
    .selectFrom('escrow')
    .select(['over_at', 'over_by', 'held_reason'])
    .where('seed_id', '=', id)
    .executeTakeFirstOrThrow();

it('ends the escrow of each seed that stays destroyed: nothing of it is listed, or put on the queue', async () => {
  const [timed, early, arrived, live] = [await kept(day(10)), await kept(day(25)), await kept(null), await kept(null)];
  const at = day(12);
  const list = [timed, early, arrived].map((id) => ({ kind: 'seed', id, at }) as const);
  expect(await work.run((trx) => replayDestructions(trx, list))).toEqual({ seeds: 3, files: 0 });
  expect(await escrowOf(timed)).toEqual({ over_at: at, over_by: 'time', held_reason: null });
  for (const id of [early, arrived]) {
    expect(await escrowOf(id)).toEqual({ over_at: at, over_by: 'other', held_reason: null });
  }
  expect(await escrowOf(live)).toMatchObject({ over_at: null });
  expect(await sweepEscrow(db, queues, day(28))).toBe(0);
});

it('what was restored with an escrow left open is done with at the next try to destroy it', async () => {
  const id = await kept(day(10));
  await db
    .updateTable('seed')
    .set({ wrapped_key: null, destroyed_at: day(11) })
    .where('id', '=', id)
    .execute();
  expect(await sweepEscrow(db, queues, day(20))).toBe(1);
  const why = { actor: theDepot, reason: 'its escrow is over', jobId: job, serial: null, escrow: 'time' } as const;
  expect(await work.run((trx) => vault.destroy(trx, id, why))).toBe(false);
  expect(await escrowOf(id)).toMatchObject({ over_at: day(20), over_by: 'time' });
  expect(await sweepEscrow(db, queues, day(20))).toBe(0);
});
