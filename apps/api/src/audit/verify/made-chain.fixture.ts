import { createHash } from 'node:crypto';
import { commit, genesis, link } from '../chain.js';
import type { ExportLine, RowLine } from '../export/export-line.js';
import type { Place } from './fits.js';

type RowEvent = NonNullable<RowLine['event']>;

/** What a chain is made of before it is hashed. */
export interface MadeEvent {
  readonly kind?: string;
  readonly facts?: Record<string, unknown>;
}

const kinds = ['job.taken', 'job.burned', 'job.proved', 'person.signed-in', 'order.declined'];
const bytes = (length: number, of: string): string =>
  createHash('sha512')
    .update(of)
    .digest('hex')
    .slice(0, 2 * length);
const id = (of: string): string => `00000000-0000-4000-8000-${bytes(6, of)}`;

/** Rows chained by the sequencer's own functions; every one differs from every other. */
export function chainOf(events: readonly MadeEvent[]): RowLine[] {
  let hash: Uint8Array = genesis;
  return events.map(({ kind, facts }, at) => {
    const seq = at + 1;
    const event: RowEvent = {
      at: new Date(Date.UTC(2026, 0, 1) + at * 1237).toISOString(),
      kind: kind ?? kinds[at % kinds.length] ?? '',
      actor_kind: at % 3 === 0 ? 'depot' : 'person',
      batch_id: at % 2 === 0 ? null : id(`batch ${String(at % 7)}`),
      job_id: id(`job ${String(at)}`),
      station_id: null,
      serial: at % 4 === 0 ? null : String(86596221000 + at),
      state: at % 5 === 0 ? null : 'burning',
      salt: bytes(16, `salt ${String(at)}`),
      payload: {
        actor_id: id(`person ${String(at % 11)}`),
        actor_name: `person ${String(at % 11)}`,
        actor_address: at % 3 === 0 ? null : '127.0.0.1',
        facts: facts ?? { order: id(`order ${String(at)}`), drift: at % 40, detail: 'a “sample” detail' },
      },
    };
    // Numbers of events have gaps where transactions were rolled back.
    const row = { type: 'row' as const, seq, event_id: seq + Math.floor(at / 9), event, commitment: '', hash: '' };
    const done = hashed(row, hash);
    hash = Buffer.from(done.hash, 'hex');
    return done;
  });
}

/** The row with the commitment and the hash that belong to its present contents. */
export function hashed(row: RowLine, previous: Uint8Array): RowLine {
  if (row.event?.salt == null) throw new Error('A row without salt cannot be hashed anew.');
  const commitment = commit(Buffer.from(row.event.salt, 'hex'), row.event.payload);
  const hash = link(previous, row.seq, { ...row.event, id: row.event_id }, commitment);
  return { ...row, commitment: Buffer.from(commitment).toString('hex'), hash: Buffer.from(hash).toString('hex') };
}

export function hashAfter(rows: readonly RowLine[], seq: number): Uint8Array {
  return seq === 0 ? genesis : Buffer.from(rows[seq - 1]?.hash ?? '', 'hex');
}

/** Where a check stands that has found the rows up to `seq` good. */
export function placeAt(rows: readonly RowLine[], seq: number): Place {
  return { seq, hash: hashAfter(rows, seq), before: seq === 0 ? null : hashAfter(rows, seq - 1) };
}

/** An untouched export's other lines around `rows`, which may be touched; `whole` are the rows as they were. */
export async function* exportOf(rows: Iterable<RowLine>, whole: readonly RowLine[]): AsyncGenerator<ExportLine> {
  const head = { seq: whole.length, hash: Buffer.from(hashAfter(whole, whole.length)).toString('hex') };
  yield { type: 'header', format: 'token-depot-record', version: 1, made_at: '2026-02-01T00:00:00.000Z', head };
  yield* rows;
  yield { type: 'end', head, waiting: 0 };
}
