import type { EventView } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { EventTable } from '../platform/database/schema/events.js';

/** An event as people see it, with its place in the chain; 0 until it has one. */
export function eventView(row: Selectable<EventTable> & { readonly seq: number | null }): EventView {
  return {
    seq: row.seq ?? 0,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: { kind: row.actor_kind, name: row.actor_name },
    batchId: row.batch_id,
    jobId: row.job_id,
    stationId: row.station_id,
    serial: row.serial,
    facts: row.facts,
  };
}
