import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { genesis } from '../chain.js';
import { parseExactly } from './exact-numbers.js';
import { exportFormat, exportVersion } from './export-line.js';
import type { ExportLine, Head, RowLine } from './export-line.js';

const pageSize = 1000;

interface ChainedRow extends Omit<NonNullable<RowLine['event']>, 'payload' | 'at' | 'kind' | 'actor_kind'> {
  readonly seq: number;
  readonly event_id: number;
  readonly commitment: string;
  readonly hash: string;
  /** Null where the event is gone. */
  readonly at: string | null;
  readonly kind: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly actor_address: string | null;
  readonly facts: string;
}

export async function readHead(db: Database): Promise<Head> {
  const { rows } = await sql<Head>`
    SELECT seq, encode(hash, 'hex') AS hash FROM depot.event_chain ORDER BY seq DESC LIMIT 1`.execute(db);
  return rows[0] ?? { seq: 0, hash: Buffer.from(genesis).toString('hex') };
}

/**
 * The record as an export's lines, in pages, so that memory stays constant and other queries get their turn. Rows are
 * only ever added, and an erasure is chained in the transaction that erases: reading until nothing is left to
 * read is consistent without holding a transaction open.
 */
export async function* readChain(db: Database, now: Date): AsyncGenerator<ExportLine> {
  yield {
    type: 'header',
    format: exportFormat,
    version: exportVersion,
    made_at: now.toISOString(),
    head: await readHead(db),
  };
  let last: RowLine | null = null;
  for (let full = true; full;) {
    const rows = await readPage(db, last);
    for (const row of rows) {
      last = asLine(row);
      yield last;
    }
    full = rows.length === pageSize;
  }
  yield* unchained(db);
  const head =
    last === null ? { seq: 0, hash: Buffer.from(genesis).toString('hex') } : { seq: last.seq, hash: last.hash };
  yield { type: 'end', head, waiting: await countWaiting(db) };
}

/** `at` in microseconds: what is finer than the chain's milliseconds must not be rounded away unseen. */
const instant = sql.raw(`to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** By number and event, so that two rows of one number are both read, wherever a page ends. */
async function readPage(db: Database, after: RowLine | null): Promise<ChainedRow[]> {
  const from = after === null ? sql`` : sql`WHERE (chain.seq, chain.event_id) > (${after.seq}, ${after.event_id})`;
  const { rows } = await sql<ChainedRow>`
    SELECT chain.seq, chain.event_id, encode(chain.commitment, 'hex') AS commitment, encode(chain.hash, 'hex') AS hash,
      ${instant} AS at, kind, actor_kind, actor_id, actor_name, actor_address, batch_id, job_id, station_id, serial,
      state, facts::text AS facts, encode(salt, 'hex') AS salt
    FROM depot.event_chain AS chain LEFT JOIN depot.event ON event.id = chain.event_id
    ${from} ORDER BY chain.seq, chain.event_id LIMIT ${pageSize}`.execute(db);
  return rows;
}

function asLine(row: ChainedRow): RowLine {
  const { seq, event_id, commitment, hash } = row;
  return { type: 'row', seq, event_id, event: eventOf(row), commitment, hash };
}

function eventOf(row: ChainedRow): RowLine['event'] {
  if (row.at === null) return null;
  const erased = row.salt === null && row.facts === '{}';
  return {
    at: row.at.replace(/000Z$/, 'Z'),
    kind: row.kind,
    actor_kind: row.actor_kind,
    batch_id: row.batch_id,
    job_id: row.job_id,
    station_id: row.station_id,
    serial: row.serial,
    state: row.state,
    salt: row.salt,
    payload: {
      actor_id: row.actor_id,
      actor_name: row.actor_name,
      actor_address: row.actor_address,
      facts: erased ? null : (parseExactly(row.facts) as Record<string, unknown>),
    },
  };
}

/** An event and its place in the queue for the chain come in one transaction and leave it in one: no event is ever between. */
async function* unchained(db: Database): AsyncGenerator<ExportLine> {
  const { rows } = await sql<{ event_id: number; at: string; kind: string }>`
    SELECT event.id AS event_id, ${instant} AS at, kind FROM depot.event
    LEFT JOIN depot.event_chain AS chain ON chain.event_id = event.id
    LEFT JOIN depot.event_pending AS pending ON pending.event_id = event.id
    WHERE chain.event_id IS NULL AND pending.event_id IS NULL ORDER BY event.id LIMIT 100`.execute(db);
  for (const row of rows) yield { type: 'unchained', ...row };
}

async function countWaiting(db: Database): Promise<number> {
  const { waiting } = await db
    .selectFrom('event_pending')
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  return waiting;
}
