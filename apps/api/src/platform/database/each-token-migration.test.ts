import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../config/config.js';
import { connect } from './connect.js';
import type { Pools } from './connect.js';
import { openDatabase } from './database.js';
import type { Database } from './database.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-each-token-'));
const [tenant, batch, recipient] = [randomUUID(), randomUUID(), randomUUID()];
let pools: Pools;
let db: Database;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools, '025-person-language');
  await sql`INSERT INTO depot.tenant (id, name) VALUES (${tenant}, 'Sample')`.execute(db);
  await sql`INSERT INTO depot.batch (id, tenant_id, name, route) VALUES (${batch}, ${tenant}, 'B', 'own-seed')`.execute(
    db,
  );
  await sql`INSERT INTO depot.recipient (id, tenant_id, upn) VALUES (${recipient}, ${tenant}, 'a@contoso.com')`.execute(
    db,
  );
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A job that holds one token, or none, and what it once had made in the directory. */
async function job(held: string | null, made: { name: string; status: string }, profile = 0): Promise<string> {
  const id = randomUUID();
  await sql`INSERT INTO depot.job (id, batch_id, tenant_id, recipient_id, route, state, serial, profile)
    VALUES (${id}, ${batch}, ${tenant}, ${recipient}, 'own-seed', 'burning', ${held}, ${profile})`.execute(db);
  await sql`INSERT INTO depot.directory_token (job_id, seed_id, serial, status)
    VALUES (${id}, ${randomUUID()}, ${made.name}, ${made.status})`.execute(db);
  return id;
}

async function token(serial: string, profile = 0, family = 'token2-single'): Promise<void> {
  await sql`INSERT INTO depot.token (serial, profile, family, kind, status, algorithm, period)
    VALUES (${serial}, ${profile}, ${family}, 'programmable', 'returned', 'SHA1', 30)`.execute(db);
}

it('has the sweeper take out what jobs of an earlier version left of tokens that they let go of', async () => {
  for (const serial of ['A1', 'A2', 'A3', 'A4']) await token(serial);
  await token('M1', 3, 'molto2');
  await token('M1', 4, 'molto2');
  const cancelled = await job(null, { name: 'A1', status: 'assigned' });
  await job('A2', { name: 'A2', status: 'activated' });
  const moved = await job('A4', { name: 'A3', status: 'creating' });
  await job(null, { name: 'A4', status: 'looking' });
  await job('M1', { name: 'M1-03', status: 'activated' }, 3);
  const molto = await job('M1', { name: 'M1-04', status: 'activated' }, 3);
  db = await openDatabase(pools);
  const due = await db
    .selectFrom('directory_withdrawal')
    .select(['job_id', 'serial', 'profile', 'name', 'goal', 'status', 'registered'])
    .orderBy('name')
    .execute();
  const left = { goal: 'deleted', status: 'due', registered: false };
  expect(due).toEqual([
    { job_id: cancelled, serial: 'A1', profile: 0, name: 'A1', ...left },
    { job_id: moved, serial: 'A3', profile: 0, name: 'A3', ...left },
    { job_id: molto, serial: 'M1', profile: 4, name: 'M1-04', ...left },
  ]);
});
