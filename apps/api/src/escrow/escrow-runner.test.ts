import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { escrowMessage } from '../notices/escrow-message.js';
import { Notices } from '../notices/notices.js';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { Vault } from '../platform/vault/vault.js';
import { EscrowRunner } from './escrow-runner.js';
import { planEscrowDay } from './plan-escrow-day.js';

class SetClock extends Clock {
  at = new Date('2026-11-10T00:05:00Z');
  override now(): Date {
    return this.at;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'escrow-day-'));
const clock = new SetClock();
const mail = { server: 'smtp://mail.example.org', from: 'depot@example.org', staff: 'staff@example.org' };
let pools: Pools;
let db: Database;
let work: UnitOfWork;
let vault: Vault;
let runner: EscrowRunner;
const of = { batch_id: randomUUID(), tenant_id: randomUUID(), recipient_id: randomUUID() };
const settings = { publicUrl: 'https://depot.example.org', mail, webhook: null };

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
  vault = new Vault(KeyringInFile.open(join(folder, 'keyring.json')), () => clock.now());
  runner = new EscrowRunner({ work, vault, notices: new Notices(settings), clock });
  const { batch_id: batch, tenant_id: tenant, recipient_id: recipient } = of;
  await db.insertInto('tenant').values({ id: tenant, name: 'Contoso', domain: null, premium: true }).execute();
  await db.insertInto('batch').values({ id: batch, tenant_id: tenant, name: 'Sample', route: 'own-seed' }).execute();
  const person = { id: recipient, tenant_id: tenant, upn: 'a@contoso.com', privileged: false };
  await db.insertInto('recipient').values(person).execute();
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the number of a job whose seed is kept until then */
async function kept(ends: string): Promise<number> {
  return work.run(async (trx) => {
    const { id, number } = await trx
      .insertInto('job')
      .values({ id: randomUUID(), ...of, route: 'own-seed', state: 'shipped' })
      .returning(['id', 'number'])
      .executeTakeFirstOrThrow();
    const seed = await vault.seal(trx, vault.draw('SHA1'), { purpose: 'own', jobId: id });
    const times = { begun_at: clock.now(), ends_at: new Date(ends), longest_at: new Date('2026-12-20T00:00:00Z') };
    await trx
      .insertInto('escrow')
      .values({ seed_id: seed, job_id: id, until: '21', ...times })
      .execute();
    return number;
  });
}

/** The jobs that a day's mail names. */
async function named(day: string): Promise<string | undefined> {
  const message = await escrowMessage(db, settings, { id: randomUUID(), kind: 'escrow-ends', job_id: null, day });
  return /Jobs: ([\d, ]+)/.exec(message?.text ?? '')?.[1];
}
const warned = async () => {
  const rows = await db
    .selectFrom('escrow')
    .innerJoin('job', 'job.id', 'escrow.job_id')
    .select('job.number')
    .where('warned_at', 'is not', null)
    .orderBy('job.number')
    .execute();
  return rows.map(({ number }) => number);
};

it('a day that is carried out late warns of what was its own, and leaves the rest to the next: each is named in a mail', async () => {
  const own = await kept('2026-11-12T12:00:00Z');
  const next = await kept('2026-11-13T12:00:00Z');
  await planEscrowDay(work, clock.now());
  // The queue was away over midnight.
  clock.at = new Date('2026-11-11T00:04:00Z');
  await runner.run({ kind: 'day', day: '2026-11-10' });
  expect(await warned()).toEqual([own]);
  expect(await named('2026-11-10')).toBe(String(own));
  expect(await planEscrowDay(work, clock.now())).toBe(true);
  await runner.run({ kind: 'day', day: '2026-11-11' });
  expect(await warned()).toEqual([own, next]);
  expect(await named('2026-11-11')).toMatch(new RegExp(`\\b${String(next)}$`));
});
