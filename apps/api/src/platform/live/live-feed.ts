import type { LiveEvent } from '@depot/contracts';
import { sql } from 'kysely';
import { compiledOnce } from '../database/compiled-once.js';
import type { Database } from '../database/database.js';

/** @param passes whether the event is in no chain, and has the place of the one before it */
type Listener = (event: LiveEvent, passes: boolean) => void;

/** Something that passes, and what it is about. */
interface Passing {
  readonly kind: string;
  readonly stationId?: string;
  readonly jobId?: string;
}

/** The channel for what is worth showing at once but not worth recording: readers, stations coming and going. */
export const passingChannel = 'depot_passing';

/** Events that are read at once, and that a browser which was away may ask for again: after a longer absence it reads everything anew. */
const atOnce = 1000;

const eventsAfter = compiledOnce((db, given: { seq: number }) =>
  db
    .selectFrom('event_chain')
    .innerJoin('event', 'event.id', 'event_chain.event_id')
    .select(['seq', 'kind', 'batch_id', 'job_id', 'station_id', 'state'])
    .where('seq', '>', given.seq)
    .orderBy('seq')
    .limit(atOnce),
);

/** The record's chain as a live stream: every replica follows it and hands each new event to those who watch here. */
export class LiveFeed {
  readonly #db: Database;
  readonly #listeners = new Set<Listener>();
  #last = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  async start(): Promise<void> {
    const head = await this.#db
      .selectFrom('event_chain')
      .select((chain) => chain.fn.max('seq').as('seq'))
      .executeTakeFirst();
    this.#last = head?.seq ?? 0;
  }

  get last(): number {
    return this.#last;
  }

  /** How many watch here. */
  get viewers(): number {
    return this.#listeners.size;
  }

  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Reads what the chain has gained and tells everybody. */
  async advance(): Promise<void> {
    for (;;) {
      const events = await this.since(this.#last);
      for (const event of events) {
        this.#last = event.seq;
        for (const listener of this.#listeners) listener(event, false);
      }
      if (events.length < atOnce) return;
    }
  }

  /** The first 1,000 events after `seq`, oldest first. */
  async since(seq: number): Promise<LiveEvent[]> {
    const rows = await eventsAfter(this.#db, { seq });
    return rows.map((row) => ({
      seq: row.seq,
      kind: row.kind,
      batchId: row.batch_id,
      jobId: row.job_id,
      stationId: row.station_id,
      state: row.state,
    }));
  }

  /** Announces to every replica's watchers something that passes, such as a reader's state, or how far a seed file is. */
  async announce(db: Database, passing: Passing): Promise<void> {
    await sql`SELECT pg_notify(${passingChannel}, ${JSON.stringify(passing)})`.execute(db);
  }

  /** Hands a passing announcement, heard from any replica, to those who watch here. */
  pass(payload: string): void {
    const passing = JSON.parse(payload) as Passing;
    const event: LiveEvent = {
      seq: this.#last,
      kind: passing.kind,
      batchId: null,
      jobId: passing.jobId ?? null,
      stationId: passing.stationId ?? null,
      state: null,
    };
    for (const listener of this.#listeners) listener(event, true);
  }
}
