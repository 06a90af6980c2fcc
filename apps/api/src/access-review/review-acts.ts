import { reviewedActs } from '@depot/contracts';
import type { ActCounts, ReviewedAct } from '@depot/contracts';
import type { Database } from '../platform/database/database.js';

export interface Doer {
  readonly kind: 'person' | 'key';
  readonly id: string;
  readonly name: string;
  readonly acts: ActCounts;
}

const actOfKind: ReadonlyMap<string, ReviewedAct> = new Map(
  (Object.entries(reviewedActs) as [ReviewedAct, readonly string[]][]).flatMap(([act, kinds]) =>
    kinds.map((kind) => [kind, act] as const),
  ),
);

/** Who did what how often, from the record: people and programs, by their id. @param until the first moment after the period */
export async function countActs(db: Database, { from, until }: { from: Date; until: Date }): Promise<Doer[]> {
  const rows = await db
    .selectFrom('event')
    .select(({ fn }) => [
      'actor_kind',
      'actor_id',
      'kind',
      fn.max('actor_name').as('name'),
      fn.countAll<number>().as('count'),
    ])
    .where('at', '>=', from)
    .where('at', '<', until)
    .where('kind', 'in', [...actOfKind.keys()])
    .where('actor_kind', 'in', ['person', 'key'])
    .groupBy(['actor_kind', 'actor_id', 'kind'])
    .execute();
  const doers = new Map<string, { kind: 'person' | 'key'; id: string; name: string; acts: ActCounts }>();
  for (const row of rows) {
    const act = actOfKind.get(row.kind);
    if (row.actor_id === null || act === undefined) continue;
    const doer = doers.get(row.actor_id) ?? {
      kind: row.actor_kind === 'key' ? 'key' : 'person',
      id: row.actor_id,
      name: row.name,
      acts: {},
    };
    doer.acts[act] = (doer.acts[act] ?? 0) + row.count;
    doers.set(row.actor_id, doer);
  }
  return [...doers.values()].sort((one, other) => one.name.localeCompare(other.name));
}

export interface SignIns {
  /** When each person last signed in, by their id. */
  readonly last: ReadonlyMap<string, Date>;
  /** The latest whose details have left the record, so that nobody can say whose it was; null where there is none. */
  readonly forgotten: Date | null;
}

export async function signIns(db: Database): Promise<SignIns> {
  const rows = await db
    .selectFrom('event')
    .select(({ fn }) => ['actor_id', fn.max('at').as('at')])
    .where('kind', '=', 'person.signed-in')
    .groupBy('actor_id')
    .execute();
  return {
    last: new Map(rows.flatMap(({ actor_id, at }) => (actor_id === null ? [] : [[actor_id, at] as const]))),
    forgotten: rows.find(({ actor_id }) => actor_id === null)?.at ?? null,
  };
}
