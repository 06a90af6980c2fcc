import { ReaderState, JobState, OrderStatus } from '@depot/contracts';
import { sql } from 'kysely';
import { isOnline } from '../../stations/station-presence.js';
import type { Database } from '../database/database.js';
import type { SeedPurpose } from '../vault/vault.js';

type Counts = Readonly<Record<string, number>>;

/** What the record counts, every possible word with its number. */
export interface RecordFigures {
  readonly jobs: Counts;
  readonly orders: Counts;
  readonly seeds: Counts;
  readonly stations: Counts;
  readonly readers: Counts;
  readonly pendingEvents: number;
  /** Calls in a window of Graph’s, by kind of route, as learned; empty before the first call. */
  readonly graph: Counts;
  readonly outbox: { readonly tasks: number; readonly oldestSeconds: number };
  /** For their queues. */
  readonly stationIds: readonly string[];
}

const purposes = ['qr', 'own', 'factory'] as const satisfies readonly SeedPurpose[];

/** Six grouped queries over indexes and the few rows of the stations. */
export async function readRecordFigures(db: Database): Promise<RecordFigures> {
  const [jobs, orders, seeds, stations, graph, waiting] = await Promise.all([
    db
      .selectFrom('job')
      .select(['state as word', (row) => row.fn.countAll<number>().as('many')])
      .groupBy('state')
      .execute(),
    db
      .selectFrom('burn_order')
      .select(['status as word', (row) => row.fn.countAll<number>().as('many')])
      .groupBy('status')
      .execute(),
    db
      .selectFrom('seed')
      .select(['purpose as word', (row) => row.fn.countAll<number>().as('many')])
      .where('destroyed_at', 'is', null)
      .groupBy('purpose')
      .execute(),
    db
      .selectFrom('station')
      .select(['id', 'replica', 'revoked_at', 'last_seen_at', 'paused_note', 'readers'])
      .execute(),
    sql<{ kind: string; allowed: number }>`SELECT kind, min((learned->>'allowed')::float8) AS allowed
      FROM depot.graph_budget, jsonb_each(budget->'kinds') AS kinds (kind, learned) GROUP BY kind`.execute(db),
    // Of the outbox what is older than the way to the queue takes.
    sql<{ events: number; tasks: number; oldest: number }>`SELECT
      (SELECT count(*) FROM depot.event_pending)::int AS events,
      (SELECT count(*) FROM depot.outbox WHERE created_at < now() - interval '1 second')::int AS tasks,
      COALESCE((SELECT EXTRACT(EPOCH FROM now() - created_at) FROM depot.outbox
        WHERE created_at < now() - interval '1 second' ORDER BY id LIMIT 1), 0)::float8 AS oldest`.execute(db),
  ]);
  const [late] = waiting.rows;
  const states = stations.map((station) => stateOf(station));
  const readers = stations.filter((_, at) => states[at] === 'online').flatMap((station) => station.readers);
  return {
    jobs: tally(JobState.options, jobs),
    orders: tally(OrderStatus.options, orders),
    seeds: tally(purposes, seeds),
    stations: tally(['online', 'offline', 'paused', 'revoked'], states.map(one)),
    readers: tally(
      ReaderState.options,
      readers.map((reader) => one(reader.state)),
    ),
    graph: Object.fromEntries(graph.rows.map(({ kind, allowed }) => [kind, allowed])),
    pendingEvents: late?.events ?? 0,
    outbox: { tasks: late?.tasks ?? 0, oldestSeconds: Math.max(0, late?.oldest ?? 0) },
    stationIds: stations.filter((station) => station.revoked_at === null).map((station) => station.id),
  };
}

function stateOf(station: Parameters<typeof isOnline>[0] & { paused_note: string | null }): string {
  if (station.revoked_at !== null) return 'revoked';
  if (station.paused_note !== null) return 'paused';
  return isOnline(station) ? 'online' : 'offline';
}

function one(word: string): { word: string; many: number } {
  return { word, many: 1 };
}

/** Zero for what does not occur, so that a state left empty does not keep its last figure. */
function tally(words: readonly string[], counted: readonly { word: string; many: number }[]): Counts {
  const sums = new Map(words.map((word) => [word, 0]));
  for (const { word, many } of counted) sums.set(word, (sums.get(word) ?? 0) + many);
  return Object.fromEntries(sums);
}
