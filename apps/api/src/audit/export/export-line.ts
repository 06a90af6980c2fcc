import { z } from 'zod';

/** An export is JSON Lines: a header, one row for every chained event in order, unchained events if any, an end. */
export const exportFormat = 'token-depot-record';
export const exportVersion = 1;

const hex = z.string().regex(/^([0-9a-f]{2})*$/, 'must be lower-case hex');
const text = z.string().nullable();

/** A place in the chain: the row's number, counted from 1, and its hash. Of an empty chain: 0 and 32 zero bytes. */
export const Head = z.strictObject({ seq: z.int().nonnegative(), hash: hex });
export type Head = z.infer<typeof Head>;

/** `head` is where the chain stood when the export began; what was chained while it ran follows in the rows. */
const HeaderLine = z.strictObject({
  type: z.literal('header'),
  format: z.literal(exportFormat, 'is not an export of a depot’s record'),
  version: z.literal(exportVersion, 'is a version that this program does not read'),
  made_at: z.iso.datetime(),
  head: Head,
});

/** What the chain commits to with a salt. `facts` are null once erased; who did it stays. */
const Payload = z.strictObject({
  actor_id: text,
  actor_name: z.string(),
  actor_address: text,
  facts: z.record(z.string(), z.unknown()).nullable(),
});

/** The open fields, as hashed. `at`: ISO 8601 in UTC, milliseconds. */
const RowEvent = z.strictObject({
  at: z.string(),
  kind: z.string(),
  actor_kind: z.string(),
  batch_id: text,
  job_id: text,
  station_id: text,
  serial: text,
  state: text,
  salt: hex.nullable(),
  payload: Payload,
});

/** One link of the chain and its event; `event` is null where the record has a link without an event. */
export const RowLine = z.strictObject({
  type: z.literal('row'),
  seq: z.int(),
  event_id: z.int(),
  event: RowEvent.nullable(),
  commitment: hex,
  hash: hex,
});
export type RowLine = z.infer<typeof RowLine>;

/** An event that is neither in the chain nor waiting for it. */
const UnchainedLine = z.strictObject({
  type: z.literal('unchained'),
  event_id: z.int(),
  at: z.string(),
  kind: z.string(),
});

/** Without this line the export was cut short. `waiting`: events not chained yet, a second's worth at most. */
const EndLine = z.strictObject({ type: z.literal('end'), head: Head, waiting: z.int().nonnegative() });

export const ExportLine = z.discriminatedUnion('type', [HeaderLine, RowLine, UnchainedLine, EndLine]);
export type ExportLine = z.infer<typeof ExportLine>;

/** A line that is none of these. */
export interface BadExportLine {
  readonly type: 'malformed';
  /** Counted from 1. */
  readonly line: number;
  readonly because: string;
}
