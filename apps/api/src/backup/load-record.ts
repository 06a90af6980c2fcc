import { sql } from 'kysely';
import type { Trx } from '../platform/database/database.js';
import { tablesOf } from './dump-record.js';
import type { BackedUpRow } from './read-backup.js';

const rowsAtOnce = 500;
const charactersAtOnce = 4_000_000;

interface Reference {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Puts rows into an empty record, in the caller's transaction: references are taken away while rows come in whatever order, triggers keep still, and both
 * are back before it ends, so that what does not fit fails as a whole.
 */
export async function loadRecord(trx: Trx, rows: AsyncIterable<BackedUpRow>): Promise<void> {
  const tables = await tablesOf(trx);
  const references = await referencesOf(trx);
  for (const { table, name } of references) await run(trx, `ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const table of tables) await run(trx, `ALTER TABLE depot.${table} DISABLE TRIGGER USER`);
  // What a migration put there stands in the backup as well.
  for (const table of tables) await run(trx, `DELETE FROM depot.${table}`);
  await insertAll(trx, tables, rows);
  await setSequences(trx);
  for (const table of tables) await run(trx, `ALTER TABLE depot.${table} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of references)
    await run(trx, `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
}

async function insertAll(trx: Trx, tables: readonly string[], rows: AsyncIterable<BackedUpRow>): Promise<void> {
  let table = '';
  let waiting: string[] = [];
  let size = 0;
  const insert = async (): Promise<void> => {
    if (waiting.length > 0) await insertInto(trx, table, waiting);
    waiting = [];
    size = 0;
  };
  for await (const each of rows) {
    if (each.table !== table || waiting.length >= rowsAtOnce || size >= charactersAtOnce) await insert();
    if (!tables.includes(each.table)) throw new Error(`The record has no table ${each.table}.`);
    table = each.table;
    waiting.push(each.row);
    size += each.row.length;
  }
  await insert();
}

async function insertInto(trx: Trx, table: string, rows: readonly string[]): Promise<void> {
  const columns = sql.join((await columnsOf(trx, table)).map((column) => sql.id(column)));
  const into = sql.raw(`depot.${table}`);
  await sql`
    INSERT INTO ${into} (${columns}) OVERRIDING SYSTEM VALUE
    SELECT ${columns} FROM json_populate_recordset(null::${into}, ${`[${rows.join()}]`}::text::json)`.execute(trx);
}

async function columnsOf(trx: Trx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = 'depot' AND table_name = ${table} AND is_generated = 'NEVER'
    ORDER BY ordinal_position`.execute(trx);
  return rows.map(({ name }) => name);
}

/** Numbers go on after the highest that is there. */
async function setSequences(trx: Trx): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    SELECT table_name AS table, column_name AS column,
      pg_get_serial_sequence('depot.' || table_name, column_name) AS sequence
    FROM information_schema.columns
    WHERE table_schema = 'depot' AND pg_get_serial_sequence('depot.' || table_name, column_name) IS NOT NULL`.execute(
    trx,
  );
  for (const { table, column, sequence } of rows) {
    await sql`
      SELECT setval(${sequence}::regclass, greatest(max(${sql.id(column)}), 1), max(${sql.id(column)}) IS NOT NULL)
      FROM ${sql.raw(`depot.${table}`)}`.execute(trx);
  }
}

async function referencesOf(trx: Trx): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'depot'::regnamespace
    ORDER BY conname`.execute(trx);
  return rows;
}

/** The names in it are the catalogue's own. */
async function run(trx: Trx, statement: string): Promise<void> {
  await sql.raw(statement).execute(trx);
}
