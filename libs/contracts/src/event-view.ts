import { z } from 'zod';
import { JobState } from './lifecycle.js';
import { Id, Instant } from './words.js';

/** One line of a timeline: who did what, when, from where. */
export const EventView = z.object({
  seq: z.int(),
  at: Instant,
  kind: z.string(),
  actor: z.object({ kind: z.enum(['person', 'agent', 'depot', 'recipient', 'key']), name: z.string() }),
  batchId: Id.nullable(),
  jobId: Id.nullable(),
  stationId: Id.nullable(),
  serial: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
});
export type EventView = z.infer<typeof EventView>;

/** A place in the record's chain: the row's number and its hash, 64 hex digits. Kept elsewhere, it proves the chain up to it. */
export const ChainHead = z.object({ seq: z.int(), hash: z.string() });
export type ChainHead = z.infer<typeof ChainHead>;

/** What an erasure took out: events that lost their facts, of how many jobs. `upn` is what stands for the person now. */
export const Erasure = z.object({ upn: z.string(), jobs: z.int(), events: z.int() });
export type Erasure = z.infer<typeof Erasure>;

/** What the event stream carries: enough to know what to read again; no personal data. `id:` is the seq. */
export const LiveEvent = z.object({
  seq: z.int(),
  kind: z.string(),
  batchId: Id.nullable(),
  jobId: Id.nullable(),
  stationId: Id.nullable(),
  /** The job's state after the event, where it moved. */
  state: JobState.nullable(),
});
export type LiveEvent = z.infer<typeof LiveEvent>;
