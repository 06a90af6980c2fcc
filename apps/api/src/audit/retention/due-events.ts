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

/** How many events of these kinds may lose their details that came before this moment. */
export async function countDue(db: Database, of: { kinds: readonly string[]; before: Date }): Promise<number> {
  if (of.kinds.length === 0) return 0;
  const { rows } = await sql<{ due: number }>`
    SELECT count(*)::int AS due FROM depot.event
    WHERE kind = ANY (${[...of.kinds]}::text[]) AND at < ${of.before} AND ${mayExpire}`.execute(db);
  return rows[0]?.due ?? 0;
}
