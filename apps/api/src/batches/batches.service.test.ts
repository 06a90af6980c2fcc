import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { usualTokens } from '@depot/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FinishTimes } from '../directory/pacing/finish-times.js';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ClientCredentials } from '../platform/vault/client-credentials.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { BatchesService } from './batches.service.js';

const folder = mkdtempSync(join(tmpdir(), 'batches-'));
const manager = { kind: 'person', id: null, name: 'sample.manager', address: null } as const;
let pools: Pools;
let db: Database;
let batches: BatchesService;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  const clock = new Clock();
  const keyring = KeyringInFile.open(join(folder, 'keyring.json'));
  const credentials = new ClientCredentials(keyring, () => clock.now());
  batches = new BatchesService(new UnitOfWork(db), credentials, new FinishTimes(db, 1), clock);
  await db.insertInto('tenant').values({ id: randomUUID(), name: 'Contoso', domain: null, premium: true }).execute();
}, 240_000);
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes a list. @returns who is privileged after it, and what the record says beside the jobs */
async function take(...lines: string[]): Promise<{ privileged: string[]; events: string[] }> {
  const csv = lines.join('\n');
  const { id } = await batches.make(
    { name: 'List', route: 'own-seed', tokens: usualTokens, csv, takeGood: false },
    manager,
  );
  const people = await db.selectFrom('recipient').select('upn').where('privileged', '=', true).orderBy('upn').execute();
  const events = await db
    .selectFrom('event')
    .innerJoin('job', 'job.id', 'event.job_id')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .select(['event.kind', 'recipient.upn'])
    .where('event.batch_id', '=', id)
    .where('event.kind', 'like', 'batch.privileged-%')
    .orderBy('recipient.upn')
    .execute();
  return {
    privileged: people.map(({ upn }) => upn),
    events: events.map(({ kind, upn }) => `${kind} ${upn}`),
  };
}
const both = ['ann@contoso.com', 'bob@contoso.com'];

it('keeps who is privileged until a list says otherwise, and records who was not or is no longer', async () => {
  expect(await take('upn,privileged', 'ann@contoso.com,yes', 'bob@contoso.com,yes', 'cleo@contoso.com,')).toEqual({
    privileged: both,
    events: [],
  });
  expect(await take('upn', ...both, 'cleo@contoso.com')).toEqual({ privileged: both, events: [] });
  expect(await take('upn,privileged', 'ann@contoso.com,', 'bob@contoso.com,Yes')).toEqual({
    privileged: both,
    events: [],
  });
  expect(await take('upn,privileged', 'ann@contoso.com,no', 'bob@contoso.com,', 'cleo@contoso.com,oui')).toEqual({
    privileged: ['bob@contoso.com', 'cleo@contoso.com'],
    events: ['batch.privileged-taken ann@contoso.com', 'batch.privileged-given cleo@contoso.com'],
  });
});

it('takes what any line of a list says of somebody who stands there twice', async () => {
  const { privileged, events } = await take('upn,privileged', 'dora@contoso.com,yes', 'dora@contoso.com,');
  expect(privileged).toContain('dora@contoso.com');
  expect(events).toEqual([]);
});
