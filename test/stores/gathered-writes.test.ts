import { mkdtempSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@depot/api/config';
import { connect } from '@depot/api/database';
import { expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesOf } from './engines.js';
import { startPostgres } from './postgres.js';

it.skipIf(leftOut(...packagesOf.postgres))('statements that are sent together leave in one write', async () => {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'depot-gathered-'));
  const pools = await connect(readConfig({ DATABASE_URL: postgres.url, DEPOT_DATA: folder }));
  try {
    const client = await pools.record.connect();
    const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
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
    const ask = (value: number) => client.query('SELECT $1::int AS value', [value]);
    const [, first, second] = await Promise.all([client.query('BEGIN'), ask(1), ask(2)]);
    expect([...first.rows, ...second.rows]).toEqual([{ value: 1 }, { value: 2 }]);
    expect(writes).toBe(1);
    await client.query('COMMIT');
    expect(writes).toBe(2);
    client.release();
  } finally {
    await pools.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
