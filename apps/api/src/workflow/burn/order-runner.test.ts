import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerMessage } from '@depot/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { theDepot } from '../../audit/actor.js';
import { readConfig } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import type { Pools } from '../../platform/database/connect.js';
import { openDatabase } from '../../platform/database/database.js';
import type { Database } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { CustomerKeys } from '../../platform/vault/customer-keys.js';
import { KeyringInFile } from '../../platform/vault/keyring.js';
import { Vault } from '../../platform/vault/vault.js';
import { AgentSession } from '../../stations/agent-session.js';
import { SetAsideService } from '../../tokens/in-doubt/set-aside.service.js';
import { TakeAway } from '../../tokens/in-doubt/take-away.js';
import { OrderRunner } from './order-runner.js';

const folder = mkdtempSync(join(tmpdir(), 'orders-'));
const stationId = randomUUID();
const reader = 'Sample reader 1';
const made = { tenant_id: randomUUID(), batch_id: randomUUID(), recipient_id: randomUUID() };
const ids = { job: '', order: '', seed: '', serial: '' };
let served = 0;
let pools: Pools;
let db: Database;
let work: UnitOfWork;
let vault: Vault;
let credentials: ClientCredentials;
let runner: OrderRunner;

beforeAll(async () => {
  pools = await connect(readConfig({ DEPOT_DATA: folder }));
  db = await openDatabase(pools);
  work = new UnitOfWork(db);
  const keyring = KeyringInFile.open(join(folder, 'keyring.json'));
  const now = () => new Date('2026-11-23T10:00:00Z');
  vault = new Vault(keyring, now);
  credentials = new ClientCredentials(keyring, now);
  runner = new OrderRunner(work, vault, new CustomerKeys(keyring, now));
  const { publicKey } = generateKeyPairSync('x25519');
  const sealing_key = JSON.stringify(publicKey.export({ format: 'jwk' }));
  await db
    .insertInto('station')
    .values({ id: stationId, name: 'Bench', signing_key: '{}', sealing_key, readers: '[]' })
    .execute();
  await db.insertInto('tenant').values({ id: made.tenant_id, name: 'Contoso', domain: null, premium: true }).execute();
  await db
    .insertInto('batch')
    .values({ id: made.batch_id, tenant_id: made.tenant_id, name: 'Orders', route: 'own-seed' })
    .execute();
  await db
    .insertInto('recipient')
    .values({ id: made.recipient_id, tenant_id: made.tenant_id, upn: 'sample@contoso.com', privileged: false })
    .execute();
}, 240_000);
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A job whose order waits for a token. */
beforeEach(async () => {
  served += 1;
  ids.serial = String(86596220000000 + served);
  ids.job = randomUUID();
  ids.order = randomUUID();
  await db
    .insertInto('job')
    .values({ id: ids.job, ...made, route: 'own-seed', state: 'burning', station_id: stationId })
    .execute();
  await work.run(async (trx) => {
    ids.seed = await vault.seal(trx, vault.draw('SHA1'), { purpose: 'own', jobId: ids.job });
    await trx.updateTable('job').set({ seed_id: ids.seed }).where('id', '=', ids.job).execute();
    const order = { id: ids.order, job_id: ids.job, station_id: stationId, seed_id: ids.seed, generation: 1 };
    await trx
      .insertInto('burn_order')
      .values({ ...order, serial: null, profile: 0, priority: 10, status: 'waiting' })
      .execute();
  });
});

/** Runs the order with an agent that has the token on its reader; it leaves when it was declined. @returns what it was sent */
async function run(): Promise<ServerMessage[]> {
  const heard: ServerMessage[] = [];
  const hear = (text: string): void => {
    const message = ServerMessage.parse(JSON.parse(text));
    heard.push(message);
    if (message.type === 'decline') session.end();
    if (message.type !== 'identify') return;
    const found = { family: 'token2-single', serial: ids.serial, model: 'Sample', clockOffset: 0 } as const;
    session.signal(ids.order, {
      type: 'identified',
      message: { type: 'identified', orderId: ids.order, reader, ...found, profiles: null },
    });
  };
  const socket = { send: hear, close: () => undefined } as unknown as WebSocket;
  const session = new AgentSession({ id: stationId, name: 'Bench', address: null }, socket);
  await runner.run(session, { orderId: ids.order, attempt: 0 });
  return heard;
}
/** The token as it is reserved for the job, before anything is written. */
async function reserved(): Promise<void> {
  const row = { serial: ids.serial, profile: 0, kind: 'programmable', status: 'reserved', job_id: ids.job } as const;
  await db
    .insertInto('token')
    .values({ ...row, model: 'Sample', algorithm: 'SHA1', period: 30 })
    .execute();
}
const job = () => db.selectFrom('job').selectAll().where('id', '=', ids.job).executeTakeFirstOrThrow();
const tokens = () => db.selectFrom('token').selectAll().where('serial', '=', ids.serial).execute();
const events = async (): Promise<string[]> =>
  (await db.selectFrom('event').select('kind').where('job_id', '=', ids.job).execute()).map(({ kind }) => kind);

describe('an order whose seed cannot be opened', () => {
  it.each([
    ['destroyed', 'The seed is destroyed. Nothing was written. Begin again with a new seed.'],
    [
      'unreadable',
      'The vault cannot open this seed. Nothing was written. Tell the admin: the keyring does not hold the key this seed was sealed with.',
    ],
  ])('pauses its job when it is %s, and lets the token go', async (how, detail) => {
    if (how === 'destroyed') {
      const why = { actor: theDepot, reason: 'a sample', jobId: null, serial: null };
      await work.run((trx) => vault.destroy(trx, ids.seed, why));
    } else {
      // As with a keyring that is not this record's.
      await db.updateTable('seed').set({ window_id: '1999-01-01' }).where('id', '=', ids.seed).execute();
    }
    expect((await run()).map(({ type }) => type)).toEqual(['identify', 'release']);
    const stop = { stop_code: `burn-seed-${how}`, stop_detail: detail, resumes: 'burning' };
    expect(await job()).toMatchObject({ state: 'stopped', serial: null, ...stop });
    expect(await tokens()).toEqual([]);
    expect(await events()).toEqual(expect.arrayContaining(['order.reserved', 'job.stopped']));
    // The next token is another order's: this one is over.
    expect(await run()).toEqual([]);
  });
});

describe('an order for which a token lies there that was set aside', () => {
  const setAside = () =>
    db.insertInto('quarantine').values({ serial: ids.serial, reason: 'the display is broken' }).execute();

  it('declines it though it is reserved for this very job', async () => {
    await reserved();
    await setAside();
    expect((await run()).map(({ type }) => type)).toEqual(['identify', 'decline']);
    expect((await job()).state).toBe('burning');
  });

  it('declines it though the record has no row of it any more, and makes none', async () => {
    await setAside();
    expect((await run()).map(({ type }) => type)).toEqual(['identify', 'decline']);
    expect(await tokens()).toEqual([]);
    expect(
      (await db.selectFrom('burn_order').selectAll().where('id', '=', ids.order).executeTakeFirst())?.declined_as,
    ).toMatchObject({ kind: 'set-aside', serial: ids.serial });
  });
});

it('a token is not set aside while it is written for a job that does not hold it yet', async () => {
  await reserved();
  const sent = { status: 'reserved', serial: ids.serial, reader } as const;
  await db.updateTable('burn_order').set(sent).where('id', '=', ids.order).execute();
  const aside = new SetAsideService(work, new TakeAway(vault, credentials));
  const why = { reason: 'the display is broken', methodGone: false };
  await expect(aside.setAside(ids.serial, why, theDepot)).rejects.toMatchObject({ code: 'move-refused' });
  await db.updateTable('burn_order').set({ status: 'waiting' }).where('id', '=', ids.order).execute();
  await aside.setAside(ids.serial, why, theDepot);
  expect((await run()).map(({ type }) => type)).toEqual(['identify', 'decline']);
});
