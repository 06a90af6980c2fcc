import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import type { Pools } from '../../platform/database/connect.js';
import { openDatabase } from '../../platform/database/database.js';
import type { Database } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Actor } from '../actor.js';
import { readChain } from '../export/read-chain.js';
import { recordEvents } from '../record-event.js';
import { extendChain } from '../sequencer.js';
import { checkChain } from '../verify/check-chain.js';
import type { Verdict } from '../verify/check-chain.js';
import { expireEvents } from './expire-events.js';
import { RetentionService } from './retention.service.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-retention-'));
const dayMs = 86_400_000;
const somebody: Actor = { kind: 'person', id: 'p1', name: 'planted-name', address: '192.0.2.77' };
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);
let pools: Pools;
let db: Database;
let work: UnitOfWork;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
});
beforeEach(async () => {
  await db.deleteFrom('retention').execute();
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

async function happen(kind: string, count = 1): Promise<void> {
  const events = Array.from({ length: count }, () => ({ kind, actor: somebody, facts: { detail: 'planted-detail' } }));
  await work.run((trx) => recordEvents(trx, events));
  await extendChain(db, 10_000);
}
const keep = (group: 'sign-ins' | 'line' | 'administration', days: number) =>
  db.insertInto('retention').values({ group, days }).execute();
const check = (): Promise<Verdict> => checkChain(readChain(db, new Date()));
async function withDetails(kind: string): Promise<number> {
  const rows = await db
    .selectFrom('event')
    .select('id')
    .where('kind', '=', kind)
    .where('salt', 'is not', null)
    .execute();
  return rows.length;
}

it('keeps everything for ever until somebody says otherwise', async () => {
  await happen('person.signed-in', 3);
  expect(await expireEvents(work, inDays(5000))).toBe(0);
  expect(await withDetails('person.signed-in')).toBe(3);
});

it('takes who did it and the facts when the time of their group is over, and the chain stays whole', async () => {
  await happen('batch.created', 2);
  await keep('sign-ins', 90);
  expect(await expireEvents(work, inDays(89))).toBe(0);
  expect(await expireEvents(work, inDays(92))).toBe(3);
  expect(await withDetails('person.signed-in')).toBe(0);
  expect(await withDetails('batch.created')).toBe(2);
  const left = await db.selectFrom('event').selectAll().where('kind', '=', 'person.signed-in').execute();
  expect(JSON.stringify(left)).not.toMatch(/planted|192\.0\.2\.77|"p1"/);
  expect(await check()).toMatchObject({ whole: true, expired: 3 });
  expect(await expireEvents(work, inDays(92))).toBe(0);
});

it('never takes a seed’s certificate, nor the record’s own story', async () => {
  await happen('seed.destroyed');
  await happen('audit.exported');
  await keep('line', 90);
  await keep('administration', 90);
  await expireEvents(work, inDays(4000));
  expect(await withDetails('seed.destroyed')).toBe(1);
  expect(await withDetails('audit.exported')).toBe(1);
  expect(await withDetails('batch.created')).toBe(0);
});

it('takes more than a transaction’s worth, once, whichever replicas think of it', async () => {
  await happen('person.signed-out', 4100);
  await keep('sign-ins', 90);
  const replicas = [work, new UnitOfWork(db), new UnitOfWork(db)];
  const taken = await Promise.all(replicas.map((each) => expireEvents(each, inDays(92))));
  expect(taken.reduce((sum, each) => sum + each, 0)).toBe(4100);
  expect(await check()).toMatchObject({ whole: true });
});

it('leaves an edit that hides as an expiry for the check to name', async () => {
  await happen('person.signed-in', 2);
  await db.transaction().execute(async (trx) => {
    await sql`SELECT set_config('depot.expiring', 'on', true)`.execute(trx);
    const row = await trx
      .selectFrom('event')
      .select('id')
      .where('salt', 'is not', null)
      .where('kind', '=', 'person.signed-in')
      .limit(1)
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('event')
      .set({ facts: '{}', salt: null, actor_id: null, actor_name: '', actor_address: null })
      .where('id', '=', row.id)
      .execute();
  });
  expect(await check()).toMatchObject({ whole: false, finding: { kind: 'unexplained-erasure' } });
});

it('lets nothing else be changed under its name', async () => {
  await happen('person.signed-in');
  const change = db.transaction().execute(async (trx) => {
    await sql`SELECT set_config('depot.expiring', 'on', true)`.execute(trx);
    await trx
      .updateTable('event')
      .set({ facts: '{}', salt: null, actor_id: null, actor_name: 'mallory', actor_address: null })
      .where('salt', 'is not', null)
      .execute();
  });
  await expect(change).rejects.toThrow(/append-only/);
});

it('tells beforehand how many would go, and puts a choice on the record', async () => {
  const clock = { now: () => inDays(400) };
  const service = new RetentionService(work, clock as ConstructorParameters<typeof RetentionService>[1]);
  const kept = await withDetails('person.signed-in');
  expect(await service.preview({ group: 'sign-ins', days: 90 })).toEqual({ due: kept, next: null });
  // They came today; the day on which they have been kept that long is the last on which they have their details.
  const next = new Date((Math.floor(Date.now() / dayMs) + 3651) * dayMs).toISOString();
  expect(await service.preview({ group: 'sign-ins', days: 3650 })).toEqual({ due: 0, next });
  const { groups } = await service.set({ group: 'sign-ins', days: 365, reason: 'the policy' }, somebody);
  expect(groups.find(({ group }) => group === 'sign-ins')).toMatchObject({ days: 365, events: kept, due: kept });
  const said = await db.selectFrom('event').select('facts').where('kind', '=', 'audit.retention-set').execute();
  expect(said).toEqual([{ facts: { group: 'sign-ins', days: 365, reason: 'the policy' } }]);
});
