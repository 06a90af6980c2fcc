import fc from 'fast-check';
import type { RowLine } from '../export/export-line.js';
import { hashAfter, hashed } from './made-chain.fixture.js';

type Rows = readonly RowLine[];
type RowEvent = NonNullable<RowLine['event']>;

/** One tampering: from which row on the record differs, and how it reads from there. */
export interface Tampering {
  readonly what: string;
  /** The place of the first row that was touched, counted from 1. */
  readonly seq: number;
  /** The rows from place `seq` on, as they read now. */
  readonly rows: () => Iterable<RowLine>;
}

const event = (row: RowLine, change: Partial<RowEvent>): RowLine =>
  row.event === null ? row : { ...row, event: { ...row.event, ...change } };
const payload = (row: RowLine, change: Partial<RowEvent['payload']>): RowLine =>
  row.event === null ? row : event(row, { payload: { ...row.event.payload, ...change } });

/** Another digit at one place of a text of hex digits. */
function flip(hex: string, random: number): string {
  const at = random % hex.length;
  const digit = ((parseInt(hex[at] ?? '0', 16) + 1 + (random % 15)) % 16).toString(16);
  return hex.slice(0, at) + digit + hex.slice(at + 1);
}

const otherTime = (row: RowLine, ms: number): RowLine =>
  event(row, { at: new Date(Date.parse(row.event?.at ?? '') + ms).toISOString() });

/** Every field of a row, and the ways in which each may be edited. */
const edits: Readonly<Record<string, (row: RowLine, random: number) => RowLine>> = {
  'the number': (row, random) => ({ ...row, seq: row.seq + 1 + (random % 50) }),
  'the event': (row, random) => ({ ...row, event_id: row.event_id + 1 + (random % 50) }),
  'the event, deleted': (row) => ({ ...row, event: null }),
  'the time, by some ms': (row, random) => otherTime(row, 1 + (random % 5000)),
  'the time, by 1 µs': (row) => event(row, { at: (row.event?.at ?? '').replace('Z', '001Z') }),
  'the kind': (row) => event(row, { kind: `${row.event?.kind ?? ''}x` }),
  'the kind of actor': (row) => event(row, { actor_kind: 'agent' }),
  'the batch': (row) => event(row, { batch_id: row.event?.job_id ?? null }),
  'the job': (row) => event(row, { job_id: null }),
  'the station': (row) => event(row, { station_id: row.event?.job_id ?? null }),
  'the serial': (row, random) => event(row, { serial: `8${String(random)}` }),
  'the state': (row) => event(row, { state: 'arrived' }),
  'the salt': (row, random) => event(row, { salt: flip(row.event?.salt ?? '', random) }),
  'the salt, taken away': (row) => event(row, { salt: null }),
  'the facts, taken away': (row) => payload(row, { facts: null }),
  'facts and salt, as if erased': (row) => payload(event(row, { salt: null }), { facts: null }),
  'the facts': (row, random) => payload(row, { facts: { ...row.event?.payload.facts, drift: random + 41 } }),
  'a further fact': (row) => payload(row, { facts: { ...row.event?.payload.facts, more: true } }),
  'who it was': (row) => payload(row, { actor_id: null }),
  'their name': (row) => payload(row, { actor_name: 'nobody' }),
  'their address': (row) => payload(row, { actor_address: '192.0.2.7' }),
  'the commitment': (row, random) => ({ ...row, commitment: flip(row.commitment, random) }),
  'the hash': (row, random) => ({ ...row, hash: flip(row.hash, random) }),
  'the name, and the commitment made anew': (row) => ({
    ...hashed(payload(row, { actor_name: 'nobody' }), new Uint8Array(32)),
    hash: row.hash,
  }),
};

function* from(rows: Rows, seq: number, shift = 0): Generator<RowLine> {
  for (let at = seq - 1; at < rows.length; at += 1) {
    const row = rows[at];
    if (row !== undefined) yield shift === 0 ? row : { ...row, seq: row.seq + shift };
  }
}

const rowOf = (rows: Rows, seq: number): RowLine => {
  const row = rows[seq - 1];
  if (row === undefined) throw new Error(`There is no row ${String(seq)}.`);
  return row;
};

const place = (rows: Rows) => fc.integer({ min: 1, max: rows.length });
const random = fc.integer({ min: 0, max: 1_000_000 });

export function anEdit(rows: Rows): fc.Arbitrary<Tampering> {
  return fc.tuple(place(rows), fc.constantFrom(...Object.entries(edits)), random).map(([seq, [field, edit], some]) => ({
    what: `edited ${field} of row ${String(seq)}`,
    seq,
    *rows() {
      yield edit(rowOf(rows, seq), some);
      yield* from(rows, seq + 1);
    },
  }));
}

export function aDeletion(rows: Rows): fc.Arbitrary<Tampering> {
  return fc.tuple(place(rows), fc.integer({ min: 1, max: 3 }), fc.boolean()).map(([seq, count, closed]) => ({
    what: `deleted ${String(count)} from row ${String(seq)}${closed ? ', the rest renumbered' : ''}`,
    seq,
    rows: () => from(rows, seq + count, closed ? -count : 0),
  }));
}

/** A row made up from another, under the number of the row before which it is put. */
export function anInsertion(rows: Rows): fc.Arbitrary<Tampering> {
  return fc.tuple(place(rows), place(rows), fc.boolean(), fc.boolean()).map(([seq, like, fitting, opened]) => {
    const forged = { ...rowOf(rows, like), seq, event_id: 1_000_000 + like };
    const row = fitting ? hashed(forged, hashAfter(rows, seq - 1)) : forged;
    return {
      what: `inserted row ${String(seq)}${fitting ? ', hashed to fit,' : ''} like row ${String(like)}${opened ? ', the rest renumbered' : ''}`,
      seq,
      *rows() {
        yield row;
        yield* from(rows, seq, opened ? 1 : 0);
      },
    };
  });
}

/** What of two rows changes places. */
const exchanges: Readonly<Record<string, (row: RowLine, other: RowLine) => RowLine>> = {
  'whole rows': (_, other) => other,
  'all but the numbers': (row, other) => ({ ...other, seq: row.seq }),
  events: (row, other) => ({ ...row, event_id: other.event_id, event: other.event }),
  'facts and salts': (row, other) =>
    payload(event(row, { salt: other.event?.salt ?? null }), { facts: other.event?.payload.facts ?? null }),
  hashes: (row, other) => ({ ...row, hash: other.hash }),
};

export function aSwap(rows: Rows): fc.Arbitrary<Tampering> {
  const two = fc.uniqueArray(place(rows), { minLength: 2, maxLength: 2 });
  const near = place(rows).map((seq) => (seq === rows.length ? [seq - 1, seq] : [seq, seq + 1]));
  return fc
    .tuple(fc.oneof(two, near), fc.constantFrom(...Object.entries(exchanges)))
    .map(([pair, [what, exchange]]) => {
      const [first = 1, second = 2] = [...pair].sort((a, b) => a - b);
      return {
        what: `swapped ${what} of rows ${String(first)} and ${String(second)}`,
        seq: first,
        *rows() {
          for (const row of from(rows, first)) {
            if (row.seq === first) yield exchange(row, rowOf(rows, second));
            else if (row.seq === second) yield exchange(row, rowOf(rows, first));
            else yield row;
          }
        },
      };
    });
}
