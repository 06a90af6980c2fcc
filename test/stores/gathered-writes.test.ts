import type { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@depot/api/config';
import { connect } from '@depot/api/database';
import type { Pools } from '@depot/api/database';
import { openDatabase } from '@depot/api/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesOf } from './engines.js';
import { startPostgres } from './postgres.js';
import type { RestartableStore } from './restartable-store.js';

/** Counts how often a client's socket is really written to. */
function countWrites(client: unknown): () => number {
  const { stream } = (client as { connection: { stream: Writable } }).connection;
  let writes = 0;
  const { _write: one, _writev: many } = stream;
  stream._write = (...given) => {
    writes += 1;
    one.apply(stream, given);
  };
  stream._writev = (...given) => {
    writes += 1;
    many?.apply(stream, given);
  };
  return () => writes;
}

describe.skipIf(leftOut(...packagesOf.postgres))('statements that are sent together', () => {
  let postgres: RestartableStore;
  let folder: string;
  let pools: Pools;

  beforeAll(async () => {
    postgres = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), 'depot-gathered-'));
    pools = await connect(readConfig({ DATABASE_URL: postgres.url, DEPOT_DATA: folder }));
  });
  afterAll(async () => {
    await pools.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leave in one write', async () => {
    const client = await pools.record.connect();
    const writes = countWrites(client);
    const ask = (value: number) => client.query('SELECT $1::int AS value', [value]);
    const [, first, second] = await Promise.all([client.query('BEGIN'), ask(1), ask(2)]);
    expect([...first.rows, ...second.rows]).toEqual([{ value: 1 }, { value: 2 }]);
    expect(writes()).toBe(1);
    await client.query('COMMIT');
    expect(writes()).toBe(2);
    client.release();
  });

  it('do so in a transaction of the record too, in the order in which they were asked', async () => {
    const db = await openDatabase(pools);
    const counts: (() => number)[] = [];
    const record = pools.record as EventEmitter;
    record.on('acquire', (client) => counts.push(countWrites(client)));
    const name = 'Sample tenant';
    const tenant = { id: '0190a0f0-0000-7000-8000-000000000001', name, domain: null, premium: false };
    const found = await db.transaction().execute(async (trx) => {
      const [, rows] = await Promise.all([
        trx.insertInto('tenant').values(tenant).execute(),
        trx.selectFrom('tenant').select('name').execute(),
        trx.deleteFrom('tenant').execute(),
      ]);
      return rows;
    });
    expect(found).toEqual([{ name }]);
    expect(counts.map((count) => count())).toEqual([2]);
  });
});
