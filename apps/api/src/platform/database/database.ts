import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import type { PostgresPool, Transaction } from 'kysely';
import type { Pools } from './connect.js';
import { firstMigration } from './first-migration.js';
import type { Schema } from './schema.js';

export type Database = Kysely<Schema>;
export type Trx = Transaction<Schema>;

/** The schema that holds the depot's own tables. */
export const recordSchema = 'depot';

/** Kysely over the record's pool, its schema brought up to date first. */
export async function openDatabase(pools: Pools): Promise<Database> {
  // PglitePool has a pg.Pool's behaviour as far as Kysely uses it; the shapes differ in what Kysely leaves alone.
  const dialect = new PostgresDialect({ pool: pools.record as unknown as PostgresPool });
  const bare = new Kysely<unknown>({ dialect });
  await sql`CREATE SCHEMA IF NOT EXISTS depot`.execute(bare);
  await sql`CREATE SCHEMA IF NOT EXISTS bullmq`.execute(bare);
  const migrator = new Migrator({
    db: bare,
    provider: { getMigrations: () => Promise.resolve({ '001-first': firstMigration }) },
    migrationTableSchema: recordSchema,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('The record could not be brought up to date.');
  return new Kysely<Schema>({ dialect }).withSchema(recordSchema);
}
