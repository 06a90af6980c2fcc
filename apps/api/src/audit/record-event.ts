import { randomBytes } from 'node:crypto';
import type { JobState } from '@depot/contracts';
import { sql } from 'kysely';
import type { Trx } from '../platform/database/database.js';
import type { Actor } from './actor.js';

/** One thing that happened. `facts` never hold a secret; personal data stays in them alone (they are committed to with a salt). */
export interface NewEvent {
  readonly kind: string;
  readonly actor: Actor;
  readonly batchId?: string | null;
  readonly jobId?: string | null;
  readonly stationId?: string | null;
  readonly serial?: string | null;
  readonly state?: JobState | null;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * Appends events in the caller's transaction: what is rolled back never happened. One statement for one and for a thousand, which the
 * database has to read and plan once.
 */
export async function recordEvents(trx: Trx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    kind: event.kind,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    actor_address: event.actor.address,
    batch_id: event.batchId,
    job_id: event.jobId,
    station_id: event.stationId,
    serial: event.serial,
    state: event.state,
    facts: event.facts ?? {},
    salt: randomBytes(16).toString('hex'),
  }));
  await sql`
    WITH made AS (
      INSERT INTO depot.event (kind, actor_kind, actor_id, actor_name, actor_address,
        batch_id, job_id, station_id, serial, state, facts, salt)
      SELECT kind, actor_kind, actor_id, actor_name, actor_address,
        batch_id, job_id, station_id, serial, state, facts, decode(salt, 'hex')
      FROM jsonb_to_recordset(${JSON.stringify(rows)}) AS event (
        kind text, actor_kind text, actor_id text, actor_name text, actor_address text,
        batch_id uuid, job_id uuid, station_id uuid, serial text, state text, facts jsonb, salt text)
      RETURNING id)
    INSERT INTO depot.event_pending (event_id) SELECT id FROM made`.execute(trx);
}
