import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connect.js';
import type { Pools } from '../platform/database/connect.js';
import { openDatabase } from '../platform/database/database.js';
import type { Database } from '../platform/database/database.js';
import { Notices } from '../notices/notices.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { Log } from '../platform/http/log.js';
import { CodePrints } from '../platform/vault/code-prints.js';
import { KeyringInFile } from '../platform/vault/keyring.js';
import { ShipService } from '../workflow/ship/ship.service.js';
import { KiosksService } from './kiosks.service.js';
import { SelfCodesService } from './self-codes.service.js';
import { SelfServiceSweeper } from './self-service-sweeper.js';
import { SelfSessions } from './self-sessions.js';
import { VisitsService } from './visits.service.js';

class SetClock extends Clock {
  at = new Date('2026-11-23T10:00:00Z');
  override now(): Date {
    return this.at;
  }
  pass(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1000);
  }
}

const staff = { kind: 'person', id: null, name: 'sample.operator', address: null } as const;
const folder = mkdtempSync(join(tmpdir(), 'visits-'));
const clock = new SetClock();
const ids = {
  tenant: randomUUID(),
  batch: randomUUID(),
  recipient: randomUUID(),
  job: randomUUID(),
  station: randomUUID(),
};
let pools: Pools;
let db: Database;
let sessions: SelfSessions;
let visits: VisitsService;
let kiosks: KiosksService;
let codes: SelfCodesService;
let sweeper: SelfServiceSweeper;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  const work = new UnitOfWork(db);
  const prints = new CodePrints(KeyringInFile.open(join(folder, 'keyring.json')));
  sessions = new SelfSessions(work, clock);
  visits = new VisitsService(work, prints, clock);
  kiosks = new KiosksService(work, visits, clock);
  codes = new SelfCodesService(work, prints, clock);
  sweeper = new SelfServiceSweeper(
    work,
    visits,
    kiosks,
    new ShipService(work, new Notices({ publicUrl: null, mail: null, webhook: null }), clock),
    clock,
    new Log('silent', { replica: 'test' }),
  );
  await db.insertInto('tenant').values({ id: ids.tenant, name: 'Contoso', domain: null, premium: true }).execute();
  const tenant_id = ids.tenant;
  const batch = { id: ids.batch, tenant_id, name: 'Self', route: 'own-seed', self_service: true } as const;
  await db.insertInto('batch').values(batch).execute();
  await db
    .insertInto('recipient')
    .values({ id: ids.recipient, tenant_id, upn: 'self.sample@contoso.com', privileged: false })
    .execute();
  await db
    .insertInto('job')
    .values({
      ...{ id: ids.job, tenant_id, batch_id: ids.batch, recipient_id: ids.recipient },
      ...{ route: 'own-seed', state: 'waiting' },
    })
    .execute();
  const keys = { signing_key: '{}', sealing_key: '{}', readers: '[]' };
  await db
    .insertInto('station')
    .values({ id: ids.station, name: 'Kiosk', ...keys })
    .execute();
}, 240_000);
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open() {
  const { secret } = await kiosks.start(ids.station, staff);
  const kiosk = await sessions.kiosk(secret);
  if (kiosk === null) throw new Error('The kiosk did not open.');
  return kiosk;
}
async function freshCode(): Promise<string> {
  const { codes: made } = await codes.make(ids.batch, { jobIds: [ids.job], days: 14 }, staff);
  return (made[0]?.code ?? '').replace(' ', '');
}
const stateOfJob = async () =>
  (await db.selectFrom('job').select('state').where('id', '=', ids.job).executeTakeFirstOrThrow()).state;

test('a visit ends 75 seconds after the last touch, and one touch makes it 75 more', async () => {
  const { secret, visit } = await visits.signIn(await open(), await freshCode(), null);
  clock.pass(70);
  await visits.touch(visit);
  clock.pass(70);
  await sweeper.sweep();
  expect(await sessions.visit(secret)).toMatchObject({ jobId: ids.job });
  clock.pass(6);
  expect(await sessions.visit(secret)).toBeNull();
  // By then only the request is refused; the sweep takes the job off the reader too.
  expect(await stateOfJob()).toBe('burning');
  await sweeper.sweep();
  expect(await stateOfJob()).toBe('waiting');
});

test('a code is good until its last day, and five times', async () => {
  const kiosk = await open();
  const code = await freshCode();
  for (let times = 0; times < 5; times += 1) await visits.signIn(kiosk, code, null);
  await expect(visits.signIn(kiosk, code, null)).rejects.toMatchObject({ facts: { why: 'often' } });
  const another = await freshCode();
  clock.pass(14 * 86_400 + 1);
  await expect(visits.signIn(kiosk, another, null)).rejects.toMatchObject({ facts: { why: 'expired' } });
});

test('a kiosk closes by itself after a week, with whoever is at it', async () => {
  const { secret } = await kiosks.start(ids.station, staff);
  const kiosk = await sessions.kiosk(secret);
  if (kiosk === null) throw new Error('The kiosk did not open.');
  const { secret: visitor, visit } = await visits.signIn(kiosk, await freshCode(), null);
  clock.pass(7 * 86_400 + 1);
  await visits.touch(visit);
  expect(await sessions.kiosk(secret)).toBeNull();
  expect(await sessions.visit(visitor)).toBeNull();
  await sweeper.sweep();
  expect((await db.selectFrom('station').select('kiosk_id').executeTakeFirstOrThrow()).kiosk_id).toBeNull();
});
