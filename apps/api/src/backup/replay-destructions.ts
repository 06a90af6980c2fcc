import { sql } from 'kysely';
import { theDepot } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { Destruction } from './destruction-list.js';

interface Destroyed {
  readonly id: string;
  readonly purpose: string;
  readonly job_id: string | null;
  readonly created_at: Date;
  readonly at: string;
}

export interface Replayed {
  readonly seeds: number;
  readonly files: number;
}

/**
 * Destroys again, in the transaction that restores a record, what was destroyed since the backup was taken, each with a certificate. No escrow
 * outlives its seed. Whatever the record holds of destructions goes to the list of its new place.
 */
export async function replayDestructions(trx: Trx, list: readonly Destruction[]): Promise<Replayed> {
  const of = (kind: Destruction['kind']): string =>
    JSON.stringify(list.filter((each) => each.kind === kind).map(({ id, at }) => ({ id, at: at.toISOString() })));
  const { rows: seeds } = await sql<Destroyed>`
    UPDATE depot.seed SET wrapped_key = NULL, ciphertext = NULL, destroyed_at = gone.at
    FROM (SELECT id, min(at) AS at FROM jsonb_to_recordset(${of('seed')}) AS each (id uuid, at timestamptz) GROUP BY id) AS gone
    WHERE seed.id = gone.id AND seed.destroyed_at IS NULL
    RETURNING seed.id, seed.purpose, seed.job_id, seed.created_at, seed.destroyed_at::text AS at`.execute(trx);
  // A seed that was kept past its end went by the end; of the rest the list does not say what ended it.
  await sql`
    UPDATE depot.escrow SET over_at = seed.destroyed_at, held_reason = NULL,
      over_by = CASE WHEN ends_at <= seed.destroyed_at THEN 'time' ELSE 'other' END
    FROM depot.seed WHERE seed.id = escrow.seed_id AND seed.destroyed_at IS NOT NULL AND escrow.over_at IS NULL`.execute(
    trx,
  );
  const gone = sql`SELECT id FROM jsonb_to_recordset(${of('file')}) AS each (id uuid)`;
  await sql`DELETE FROM depot.seed_file_chunk WHERE file_id IN (${gone})`.execute(trx);
  const files = await sql`DELETE FROM depot.seed_file_key WHERE file_id IN (${gone}) RETURNING file_id`.execute(trx);
  await recordEvents(
    trx,
    seeds.map(({ id, purpose, job_id: jobId, created_at: since, at }) => ({
      kind: 'seed.destroyed',
      actor: theDepot,
      jobId,
      facts: {
        reason: 'It was destroyed after this backup was taken, and stays destroyed.',
        seed: id,
        purpose,
        keptSince: since.toISOString(),
        destroyedAt: new Date(at).toISOString(),
      },
    })),
  );
  await sql`
    INSERT INTO depot.destruction_pending (kind, id, at)
    SELECT 'seed', id, destroyed_at FROM depot.seed WHERE destroyed_at IS NOT NULL ON CONFLICT DO NOTHING`.execute(trx);
  return { seeds: seeds.length, files: files.rows.length };
}
