import { commit, link } from '../chain.js';
import type { RowLine } from '../export/export-line.js';

/** Where the check stands: the last good row, its hash, and the hash before that. */
export interface Place {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly before: Uint8Array | null;
}

/** What does not fit in a row, or null. */
export type Misfit = 'number' | 'no-event' | 'facts-without-salt' | 'payload' | 'link' | null;

/** Whether `row` is the one that belongs right after `place`. */
export function misfitOf(row: RowLine, place: Place): Misfit {
  if (row.seq !== place.seq + 1) return 'number';
  if (row.event === null) return 'no-event';
  if (!isErased(row) && !holdsItsPayload(row)) return row.event.salt === null ? 'facts-without-salt' : 'payload';
  return linksTo(row, row.seq, place.hash) ? null : 'link';
}

/** Facts and salt are both gone: there is nothing left to check the commitment against. */
export function isErased(row: RowLine): boolean {
  return row.event?.salt === null && row.event.payload.facts === null;
}

/** Whether the row, whatever number it carries, is the one with this number after the row with this hash. */
export function fitsAs(row: RowLine, seq: number, previous: Uint8Array): boolean {
  return (isErased(row) || holdsItsPayload(row)) && linksTo(row, seq, previous);
}

function holdsItsPayload({ event, commitment }: RowLine): boolean {
  if (event === null || event.salt === null) return false;
  return Buffer.from(commit(Buffer.from(event.salt, 'hex'), event.payload)).toString('hex') === commitment;
}

function linksTo({ event, event_id, commitment, hash }: RowLine, seq: number, previous: Uint8Array): boolean {
  if (event === null) return false;
  const made = link(previous, seq, { ...event, id: event_id }, Buffer.from(commitment, 'hex'));
  return Buffer.from(made).toString('hex') === hash;
}
