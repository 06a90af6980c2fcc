import type { SealedToken } from '@depot/contracts';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { SeedPurpose } from './seed-binding.js';

interface SeedRow {
  id: string;
  purpose: SeedPurpose;
  window_id: string;
  earlier_windows: string[];
  created_at: Date;
  destroyed_at: Date | null;
  wrapped_key: string | null;
  ciphertext: string | null;
}

/**
 * Everything the record has of a token's seeds, sealed as it lies there: those it holds or held, by its jobs, its certificates and the delivery it came
 * with. @returns null for a token that it never saw
 */
export async function sealedToken(db: Database, serial: string, now: Date): Promise<SealedToken | null> {
  const known = await db.selectFrom('token').select('serial').where('serial', '=', serial).limit(1).execute();
  const seeds = await seedsOf(db, serial);
  if (known.length === 0 && seeds.length === 0) return null;
  const delivered = seeds.filter(({ purpose }) => purpose === 'factory');
  return {
    serial,
    at: now.toISOString(),
    seeds: seeds.map((row) => ({
      id: row.id,
      purpose: row.purpose,
      window: row.window_id,
      earlierWindows: row.earlier_windows,
      createdAt: row.created_at.toISOString(),
      destroyedAt: row.destroyed_at?.toISOString() ?? null,
      wrappedKey: row.wrapped_key,
      ciphertext: row.ciphertext,
    })),
    files: await filesOf(db, delivered),
    windows: await windowsOf(db),
  };
}

async function seedsOf(db: Database, serial: string): Promise<SeedRow[]> {
  const { rows } = await sql<SeedRow>`
    WITH ids AS (
      SELECT seed_id AS id FROM depot.token WHERE serial = ${serial}
      UNION SELECT seed_id FROM depot.job WHERE serial = ${serial}
      UNION SELECT seed.id FROM depot.job JOIN depot.seed ON seed.job_id = job.id WHERE job.serial = ${serial}
      UNION SELECT (facts ->> 'seed')::uuid FROM depot.event WHERE kind = 'seed.destroyed' AND serial = ${serial}
      UNION SELECT (taken ->> 'seed')::uuid FROM depot.event, jsonb_array_elements(facts -> 'tokens') AS taken
        WHERE kind = 'tokens.stocked' AND taken ->> 'serial' = ${serial})
    SELECT id, purpose, window_id, earlier_windows, created_at, destroyed_at,
      encode(wrapped_key, 'hex') AS wrapped_key, encode(ciphertext, 'hex') AS ciphertext
    FROM depot.seed WHERE id IN (SELECT id FROM ids) ORDER BY created_at, id`.execute(db);
  return rows;
}

/** A file is taken within days of its upload, and a factory seed is as old as that. */
async function filesOf(db: Database, seeds: readonly SeedRow[]): Promise<SealedToken['files']> {
  const files = new Map<string, SealedToken['files'][number]>();
  for (const { created_at: at } of seeds) {
    const { rows } = await sql<{ id: string; window: string | null; key: string | null }>`
      SELECT seed_file.id, key.window_id AS window, encode(key.wrapped_key, 'hex') AS key
      FROM depot.seed_file LEFT JOIN depot.seed_file_key AS key ON key.file_id = seed_file.id
      WHERE seed_file.created_at BETWEEN ${at}::timestamptz - interval '4 days' AND ${at}`.execute(db);
    for (const { id, window, key } of rows) files.set(id, { id, window, wrappedKey: key });
  }
  return [...files.values()];
}

async function windowsOf(db: Database): Promise<SealedToken['windows']> {
  const { rows } = await sql<{ id: string; holds: number }>`
    SELECT id, count(*) AS holds FROM (
      SELECT window_id AS id FROM depot.seed WHERE destroyed_at IS NULL
      UNION ALL SELECT window_id FROM depot.seed_file_key) AS held
    GROUP BY id ORDER BY id`.execute(db);
  return rows;
}
