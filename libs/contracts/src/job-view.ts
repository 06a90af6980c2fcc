import { z } from 'zod';
import { EscrowView } from './escrow.js';
import { JobState, Move } from './lifecycle.js';
import { LinkedJob, ReplacedBy } from './lost-in-post.js';
import { PermitQuestion } from './profile-words.js';
import { Recipient } from './recipient.js';
import { Algorithm, Id, Instant, Period, Profile, Route, TokenFamily, Wording } from './words.js';

/** `waiting`: for a token. `reserved`: a token was found and the seed is on its way. `done`: settled. */
export const OrderStatus = z.enum(['waiting', 'reserved', 'done', 'released']);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** Why a token on a reader was not taken, as far as screens tell it apart. */
export const DeclineKind = z.enum([
  'other-token',
  'other-job',
  'waits-for-code',
  'in-use',
  'in-stock',
  'classic',
  'retired',
  'set-aside',
]);
export type DeclineKind = z.infer<typeof DeclineKind>;

/** The token that was not taken. `job`: the number of the job it belongs to; `wanted`: the serial that this job is for. */
export const DeclinedToken = z.object({
  kind: DeclineKind,
  serial: z.string(),
  job: z.int().nullable(),
  wanted: z.string().nullable(),
});
export type DeclinedToken = z.infer<typeof DeclinedToken>;

export const OrderView = z.object({
  id: Id,
  status: OrderStatus,
  reader: z.string().nullable(),
  serial: z.string().nullable(),
  /** Of a token with many, once one is named or reserved. */
  profile: Profile.nullable(),
  /** Why the last token laid down was not taken. */
  declined: z.string().nullable(),
  /** The same in parts; null where it is nothing that a screen of its own is drawn for. */
  declinedAs: DeclinedToken.nullable(),
  /** What somebody may decide about it. */
  asks: PermitQuestion.nullable(),
});
export type OrderView = z.infer<typeof OrderView>;

export const StopReason = z.object({ code: z.string(), detail: z.string() });
export type StopReason = z.infer<typeof StopReason>;

export const ShipmentView = z.object({
  id: Id,
  kind: z.enum(['parcel', 'hand-over']).nullable(),
  carrier: z.string().nullable(),
  tracking: z.string().nullable(),
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
});
export type ShipmentView = z.infer<typeof ShipmentView>;

/** A job as a list shows it. */
export const JobRow = z.object({
  id: Id,
  /** Counted from 1: what people call the job. */
  number: z.int(),
  batchId: Id,
  batchName: z.string(),
  route: Route,
  state: JobState,
  upn: z.string(),
  displayName: z.string().nullable(),
  privileged: z.boolean(),
  stationId: Id.nullable(),
  serial: z.string().nullable(),
  /** Of a token with many, once one is named or reserved; null for tokens of one profile. */
  profile: Profile.nullable(),
  stop: StopReason.nullable(),
  updatedAt: Instant,
});
export type JobRow = z.infer<typeof JobRow>;

/** A job as the kiosk works on it. */
export const JobView = JobRow.extend({
  recipient: Recipient,
  stationName: z.string().nullable(),
  /** The programmable tokens it is burned on; null on the import route. */
  family: TokenFamily.nullable(),
  model: z.string().nullable(),
  tokenKind: z.enum(['programmable', 'classic']).nullable(),
  algorithm: Algorithm,
  period: Period,
  /** Seconds the token's clock is ahead of ours, as last measured by a code. */
  drift: z.int().nullable(),
  /** Which seed generation this is, from 1. */
  generation: z.int(),
  triesLeft: z.int(),
  /** Where `go-on` leads from `stopped`. */
  resumes: JobState.nullable(),
  order: OrderView.nullable(),
  shipment: ShipmentView.nullable(),
  seed: z.enum(['none', 'kept', 'destroyed']),
  /** Null before the directory has the token. */
  escrow: EscrowView.nullable(),
  instruction: Wording,
  /** The moves open to the person who asks, by state and role. */
  moves: z.array(Move),
  /** The job whose token was lost in the post, and that this one makes good; and the other way round. */
  replaces: LinkedJob.nullable(),
  replacedBy: ReplacedBy.nullable(),
  createdAt: Instant,
});
export type JobView = z.infer<typeof JobView>;

export const JobPage = z.object({ jobs: z.array(JobRow), total: z.int(), page: z.int(), pageSize: z.int() });
export type JobPage = z.infer<typeof JobPage>;

/** What a code proved: which job it belongs to and where that job stands now. */
export const CodeAnswer = z.object({ job: JobView, drift: z.int() });
export type CodeAnswer = z.infer<typeof CodeAnswer>;
