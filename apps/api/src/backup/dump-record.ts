import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { readHead } from '../audit/export/read-chain.js';
import type { Trx } from '../platform/database/database.js';
import type { BackupHeader } from './backup-lines.js';

const atOnce = 200;

/**
 * The record as text, a line a row, that any PostgreSQL and PGlite takes again: what PostgreSQL itself writes of each row. The queue is not in it:
 * it is made anew from the record. Seeds are in it as they lie in the record, sealed by keys that are not.
 * @param trx one that sees a single moment (repeatable read)
 */
export async function* dumpRecord(trx: Trx, now: Date): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let rows = 0;
  const told = (line: string): string => {
    const text = `${line}\n`;
    hash.update(text);
    return text;
  };
  const header: BackupHeader = {
    format: 'token-depot-backup',
    version: 1,
    taken: now.toISOString(),
    migrations: await migrationsOf(trx),
    head: await readHead(trx),
  };
  yield told(JSON.stringify(header));
  for (const table of await tablesOf(trx)) {
    for await (const row of rowsOf(trx, table)) {
      rows += 1;
      // As the database wrote it: read and written again here, a number with more digits than a double has would change.
      yield told(`{"table":${JSON.stringify(table)},"row":${row}}`);
    }
  }
  yield `${JSON.stringify({ end: { rows, sha256: hash.digest('hex') } })}\n`;
}

async function* rowsOf(trx: Trx, table: string): AsyncGenerator<string> {
  const from = sql.raw(`depot.${table}`);
  for (let after = '(0,0)'; ;) {
    const { rows } = await sql<{ place: string; row: string }>`
      SELECT each.ctid::text AS place, row_to_json(each)::text AS row FROM ${from} AS each
      WHERE each.ctid > ${after}::tid ORDER BY each.ctid LIMIT ${atOnce}`.execute(trx);
    for (const { row } of rows) yield row;
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return;
    after = last.place;
  }
}

async function migrationsOf(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM depot.kysely_migration ORDER BY name`.execute(trx);
  return rows.map(({ name }) => name);
}

/** Every table of the record, whichever there are, but Kysely's own. */
export async function tablesOf(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'depot' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'kysely\\_%'
    ORDER BY table_name`.execute(trx);
  return rows.map(({ name }) => name);
}
