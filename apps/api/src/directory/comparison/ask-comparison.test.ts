import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryQueue } from '@depot/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import type { Pools } from '../../platform/database/connect.js';
import { openDatabase } from '../../platform/database/database.js';
import type { Database } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { openQueue } from '../../platform/queue/queue-backend.js';
import { Queues } from '../../platform/queue/queues.js';
import { askForToday, comparisonPattern, nextByItself } from './ask-comparison.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-comparison-'));
const config = readConfig({ DEPOT_DATA: folder });
let pools: Pools;
let db: Database;

beforeAll(async () => {
  pools = await connect(config);
  db = await openDatabase(pools);
  const tenant = randomUUID();
  await db.insertInto('tenant').values({ id: tenant, name: 'Sample', domain: null, premium: true }).execute();
  const about = {
    entra_tenant: 'contoso.com',
    client_id: randomUUID(),
    credential: 'secret',
    certificate: null,
  } as const;
  const sealed = { wrapped_key: new Uint8Array(1), ciphertext: new Uint8Array(1), set_at: new Date() };
  await db
    .insertInto('graph_connection')
    .values({ tenant_id: tenant, id: randomUUID(), ...about, ...sealed })
    .execute();
});
afterAll(async () => {
  await pools.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is asked for once a day, however many replicas think of it at once', async () => {
  const replicas = [new UnitOfWork(db), new UnitOfWork(db), new UnitOfWork(db)];
  const day = new Date('2026-03-01T03:00:00Z');
  await Promise.all(replicas.map((work) => askForToday(work, day)));
  const asked = await db.selectFrom('directory_comparison').select('day').execute();
  expect(asked).toEqual([{ day: '2026-03-01' }]);
  expect(await db.selectFrom('outbox').select('queue').execute()).toEqual([{ queue: directoryQueue }]);
  await askForToday(new UnitOfWork(db), new Date('2026-03-02T03:00:00Z'));
  expect(await db.selectFrom('directory_comparison').select('day').execute()).toHaveLength(2);
});

it.each([
  ['2026-03-01T01:30:00Z', false, '2026-03-01T03:00:00.000Z'],
  ['2026-03-01T10:00:00Z', true, '2026-03-02T03:00:00.000Z'],
  // The depot was not connected yet at the hour: it is made up for.
  ['2026-03-01T10:00:00Z', false, '2026-03-01T11:00:00.000Z'],
])('comes by itself, seen from %s (had today’s: %s), by %s', (now, hadToday, by) => {
  expect(nextByItself(new Date(now), hadToday).toISOString()).toBe(by);
});

it('is one task on the queue, whichever replicas have planned it', async () => {
  const open = await openQueue(config, pools);
  const replicas = [new Queues(open), new Queues(open)];
  try {
    for (const queues of [...replicas, ...replicas]) {
      await queues.repeat(directoryQueue, 'daily-comparison', {
        pattern: comparisonPattern,
        payload: { kind: 'daily' },
      });
    }
    const [queues] = replicas;
    expect(await queues?.depth(directoryQueue)).toMatchObject({ delayed: 1, waiting: 0 });
  } finally {
    for (const queues of replicas) await queues.close();
  }
});
