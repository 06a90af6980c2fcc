import { randomBytes } from 'node:crypto';
import type { JobState } from '@depot/contracts';
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

/** Appends events in the caller's transaction: what is rolled back never happened. */
export async function recordEvents(trx: Trx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    kind: event.kind,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    actor_address: event.actor.address,
    batch_id: event.batchId ?? null,
    job_id: event.jobId ?? null,
    station_id: event.stationId ?? null,
    serial: event.serial ?? null,
    state: event.state ?? null,
    facts: JSON.stringify(event.facts ?? {}),
    salt: randomBytes(16),
  }));
  await trx
    .with('made', (query) => query.insertInto('event').values(rows).returning('id'))
    .insertInto('event_pending')
    .columns(['event_id'])
    .expression((query) => query.selectFrom('made').select('made.id as event_id'))
    .execute();
}
