import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import type { PostgresPool, Transaction } from 'kysely';
import { StartRefused } from '../config/config.js';
import type { Pools } from './connect.js';
import { appendOnlyMigration } from './append-only-migration.js';
import { escrowMigration } from './escrow-migration.js';
import { eachTokenMigration } from './each-token-migration.js';
import { entraRolesMigration } from './entra-roles-migration.js';
import { apiKeyMigration } from './api-key-migration.js';
import { destructionsMigration } from './destructions-migration.js';
import { firstMigration } from './first-migration.js';
import { graphMigration } from './graph-migration.js';
import { lifeAfterMigration } from './life-after-migration.js';
import { lostMigration } from './lost-migration.js';
import { moltoMigration } from './molto-migration.js';
import { arrivalMigration } from './arrival-migration.js';
import { noticesMigration } from './notices-migration.js';
import { overdueMigration } from './overdue-migration.js';
import { pacingMigration } from './pacing-migration.js';
import { parcelsMigration } from './parcels-migration.js';
import { peopleMigration } from './people-migration.js';
import { personLanguageMigration } from './person-language-migration.js';
import { PglitePool } from './pglite-pool.js';
import { PreparedPool } from './prepared-pool.js';
import { quarantineMigration } from './quarantine-migration.js';
import { anchorMigration } from './anchor-migration.js';
import { readOutMigration } from './read-out-migration.js';
import { RecordDialect, recordSchema } from './record-dialect.js';
import { retentionMigration } from './retention-migration.js';
import { searchMigration } from './search-migration.js';
import { seedFileMigration } from './seed-file-migration.js';
import { selfServiceMigration } from './self-service-migration.js';
import { tokenChoiceMigration } from './token-choice-migration.js';
import { unserialised } from './unserialised.js';
import type { Schema } from './schema/schema.js';

export type Database = Kysely<Schema>;
export type Trx = Transaction<Schema>;

const migrations = {
  '001-first': firstMigration,
  '002-append-only': appendOnlyMigration,
  '003-search': searchMigration,
  '004-token-choice': tokenChoiceMigration,
  '005-molto2': moltoMigration,
  '006-graph': graphMigration,
  '007-seed-files': seedFileMigration,
  '008-pacing': pacingMigration,
  '009-life-after': lifeAfterMigration,
  '010-self-service': selfServiceMigration,
  '011-quarantine': quarantineMigration,
  '012-parcels': parcelsMigration,
  '013-read-out': readOutMigration,
  '014-anchors': anchorMigration,
  '015-notices': noticesMigration,
  '016-arrival': arrivalMigration,
  '017-retention': retentionMigration,
  '018-lost': lostMigration,
  '019-people': peopleMigration,
  '020-escrow': escrowMigration,
  '021-entra-roles': entraRolesMigration,
  '022-api-keys': apiKeyMigration,
  '023-destructions': destructionsMigration,
  '024-overdue': overdueMigration,
  '025-person-language': personLanguageMigration,
  '026-each-token': eachTokenMigration,
};

/** In the order in which they are made. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** Kysely over the record's pool, its schema brought up to date first, or to where `upTo` names a migration. */
export async function openDatabase(pools: Pools, upTo?: string): Promise<Database> {
  // PglitePool has a pg.Pool's behaviour as far as Kysely uses it; the shapes differ in what Kysely leaves alone.
  const dialect = new PostgresDialect({ pool: pools.record as unknown as PostgresPool });
  const bare = new Kysely<unknown>({ dialect });
  await sql`CREATE SCHEMA IF NOT EXISTS depot`.execute(bare);
  await sql`CREATE SCHEMA IF NOT EXISTS bullmq`.execute(bare);
  const migrator = new Migrator({
    db: bare,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: recordSchema,
  });
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('The record could not be brought up to date.');
  const db = new Kysely<Schema>({ dialect: new RecordDialect({ pool: preparing(pools) }) });
  // PGlite is a session in this very thread: there is no way to a server that could be shared.
  return pools.engine === 'pglite' ? db : unserialised(db);
}

/**
 * Kysely over the record's pool as it stands, for a command that must not change it.
 * @throws StartRefused when the record is empty or of another version than this program
 */
export async function openDatabaseAsItIs(pools: Pools): Promise<Database> {
  const pool = pools.record as unknown as PostgresPool;
  const bare = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const table = await sql<{
    there: boolean;
  }>`SELECT to_regclass('depot.kysely_migration') IS NOT NULL AS there`.execute(bare);
  const done = table.rows[0]?.there
    ? (await sql<{ name: string }>`SELECT name FROM depot.kysely_migration ORDER BY name`.execute(bare)).rows
    : [];
  if (done.map(({ name }) => name).join() !== Object.keys(migrations).join()) {
    throw new StartRefused(
      'The record there is empty or of another version than this program: start this depot on it once, then try again.',
    );
  }
  return new Kysely<Schema>({ dialect: new RecordDialect({ pool }) });
}

/** Whether there is a record that somebody would miss: any event, or any person. */
export async function holdsAnything(pools: Pools): Promise<boolean> {
  const bare = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: pools.record as unknown as PostgresPool }),
  });
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass('depot.person') IS NOT NULL AS there`.execute(bare);
  if (rows[0]?.there !== true) return false;
  const held = await sql<{ any: boolean }>`
    SELECT EXISTS (SELECT FROM depot.event) OR EXISTS (SELECT FROM depot.person) AS any`.execute(bare);
  return held.rows[0]?.any === true;
}

function preparing({ record }: Pools): PostgresPool {
  return record instanceof PglitePool ? (record as unknown as PostgresPool) : new PreparedPool(record);
}
