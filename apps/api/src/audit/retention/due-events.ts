import { groupOf, states } from '@depot/contracts';
import type { EventGroup } from '@depot/contracts';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../../platform/database/database.js';

const dayMs = 86_400_000;
const finalStates = Object.entries(states).flatMap(([state, { final }]) => (final === true ? [state] : []));

/** Events before this moment have been kept for so many days. Whole days in UTC: what is due changes once a day. */
export function keptUntil(days: number, now: Date): Date {
  return new Date((Math.floor(now.getTime() / dayMs) - days) * dayMs);
}

/** That an event has its details, its place in the chain, and no job that is still under way. */
export const mayExpire: RawBuilder<boolean> = sql<boolean>`event.salt IS NOT NULL
  AND EXISTS (SELECT FROM depot.event_chain AS chain WHERE chain.event_id = event.id)
  AND NOT EXISTS (SELECT FROM depot.job WHERE job.id = event.job_id AND job.state <> ALL (${finalStates}::text[]))`;

export interface KindCount {
  readonly kind: string;
  readonly group: EventGroup;
  readonly events: number;
  readonly oldest: Date;
}

/** The kinds whose details are kept for some time only, with how many events still have theirs. */
export async function countKinds(db: Database): Promise<KindCount[]> {
  const { rows } = await sql<{ kind: string; events: number; oldest: Date }>`
    SELECT kind, count(*)::int AS events, min(at) AS oldest FROM depot.event WHERE salt IS NOT NULL
    GROUP BY kind ORDER BY kind`.execute(db);
  return rows.flatMap((row) => {
    const group = groupOf(row.kind);
    return group === null ? [] : [{ ...row, group }];
  });
}

export interface DueEvents {
  /** Of events that may lose their details now. */
  readonly due: number;
  /** The day (UTC) on which the first of the others may; null where there is none. */
  readonly next: Date | null;
}

/** What keeping the details of these kinds for so many days comes to. */
export async function findDue(
  db: Database,
  { kinds, days, now }: { kinds: readonly string[]; days: number; now: Date },
): Promise<DueEvents> {
  if (kinds.length === 0) return { due: 0, next: null };
  const before = keptUntil(days, now);
  const { rows } = await sql<{ due: number; first: Date | null }>`
    SELECT (count(*) FILTER (WHERE at < ${before}))::int AS due, min(at) FILTER (WHERE at >= ${before}) AS first
    FROM depot.event WHERE kind = ANY (${[...kinds]}::text[]) AND ${mayExpire}`.execute(db);
  const { due = 0, first = null } = rows[0] ?? {};
  return { due, next: first === null ? null : goneOn(first, days) };
}

/** The day on which an event's details have been kept for so many days, that of the event not counted. */
function goneOn(at: Date, days: number): Date {
  return new Date((Math.floor(at.getTime() / dayMs) + days + 1) * dayMs);
}
