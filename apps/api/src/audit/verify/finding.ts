import type { RowLine } from '../export/export-line.js';

export type FindingKind =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'swapped'
  | 'renumbered'
  | 'event-missing'
  | 'unchained'
  | 'unexplained-erasure'
  | 'cut'
  | 'head-differs'
  | 'malformed';

/** The first thing that is wrong with a record. */
export interface Finding {
  readonly kind: FindingKind;
  /** The place in the chain, counted from 1; null for an event that has none. */
  readonly seq: number | null;
  readonly eventId: number | null;
  readonly eventKind: string | null;
  /** The event's time as it stands in the record. */
  readonly at: string | null;
  readonly sentence: string;
}

/** A row as the sentences name it, with what of its event is known. */
export function describe(row: RowLine): string {
  const event = row.event === null ? '' : `, ${row.event.kind}, ${row.event.at}`;
  return `event ${String(row.event_id)}${event}`;
}

export function findingAt(seq: number, kind: FindingKind, about: { row?: RowLine; sentence: string }): Finding {
  const { row, sentence } = about;
  return {
    kind,
    seq,
    eventId: row?.event_id ?? null,
    eventKind: row?.event?.kind ?? null,
    at: row?.event?.at ?? null,
    sentence,
  };
}
