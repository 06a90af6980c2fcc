import { z } from 'zod';
import { ReaderView, SelfTestFinding } from './reader.js';
import { Escrow, EscrowView } from './escrow.js';
import { JobState, Move } from './lifecycle.js';
import { LinkedJob, ReplacedBy } from './lost-in-post.js';
import { PermitQuestion } from './profile-words.js';
import { Recipient } from './recipient.js';
import { TokenChoice } from './token-choice.js';
import { Algorithm, Id, Instant, Period, Profile, Role, Route, TokenFamily, WhenTokenComes, Wording } from './words.js';

/** The person signed in. `needsFactor`: one of their roles takes a second factor, and they have to set it up before anything else. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(Role),
  /** Null until they have chosen one: then the browser's counts. */
  language: z.enum(['en', 'fr']).nullable(),
  needsFactor: z.boolean().optional(),
});
export type Me = z.infer<typeof Me>;

export const PersonView = Me.omit({ needsFactor: true }).extend({ createdAt: Instant });
export type PersonView = z.infer<typeof PersonView>;

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

export const BatchView = z.object({
  id: Id,
  name: z.string(),
  sample: z.boolean(),
  tenantName: z.string(),
  route: Route,
  /** How its programmable tokens are burned. */
  tokens: TokenChoice,
  /** A code computed from the seed may activate its tokens in the directory. */
  computedCode: z.boolean(),
  /** Its recipients may burn their own token at a kiosk. */
  selfService: z.boolean(),
  whenTokenComes: WhenTokenComes,
  escrow: Escrow,
  /** Seeds of its tokens that will be destroyed within days, arrived or not. */
  escrowsEnding: z.int(),
  /** Seeds that are kept until the arrival, and wait for somebody to decide. */
  escrowsOverdue: z.int(),
  createdAt: Instant,
  total: z.int(),
  /** Jobs in each state; states with none are left out. */
  counts: z.partialRecord(JobState, z.int()),
  /** When its tokens will all be active in Entra, at the pace of late; null in lists, and where it cannot be told. */
  finishAt: Instant.nullable(),
});
export type BatchView = z.infer<typeof BatchView>;

export const BatchMade = z.object({
  id: Id.nullable(),
  good: z.int(),
  bad: z.array(z.object({ line: z.int(), reason: z.string() })),
});
export type BatchMade = z.infer<typeof BatchMade>;

export const StationView = z.object({
  id: Id,
  name: z.string(),
  online: z.boolean(),
  paused: z.string().nullable(),
  /** Of its agent; null until it has connected once. */
  version: z.string().nullable(),
  /** Its agent is of another version than this depot, which serves the right one at `/agent.tgz`. */
  versionDiffers: z.boolean(),
  lastSeenAt: Instant.nullable(),
  /** Where the readers are virtual: the drawer of virtual tokens. */
  benchUrl: z.string().nullable(),
  readers: z.array(ReaderView),
  /** Why the station can use no reader at all, for its operator; null while all is well. */
  trouble: z.string().nullable(),
  /** Recipients are served there, and nobody else. */
  selfService: z.boolean(),
});
export type StationView = z.infer<typeof StationView>;

/** A station as the admin sees it among the others. `jobs`: on its bench, by state; states with none are left out. */
export const StationRow = StationView.extend({ jobs: z.partialRecord(JobState, z.int()) });
export type StationRow = z.infer<typeof StationRow>;

/** The last self-test of a station's agent, line by line as it comes. */
export const SelfTestView = z.object({
  askedAt: Instant,
  /** Null while it runs. */
  endedAt: Instant.nullable(),
  findings: z.array(SelfTestFinding),
});
export type SelfTestView = z.infer<typeof SelfTestView>;

/** `GET` and `POST /api/stations/:id/self-test`; null where there was none yet. */
export const SelfTestAnswer = z.object({ test: SelfTestView.nullable() });
export type SelfTestAnswer = z.infer<typeof SelfTestAnswer>;

/**
 * What an operator at a station sees: the station and the jobs on its bench, oldest first. `waiting`: jobs that wait for a station,
 * `waitingOf`: how many of them take each route. `parcels`: how many are packed here and not posted; `jobs` has the latest of them.
 */
export const BenchView = z.object({
  station: StationView,
  jobs: z.array(JobView),
  parcels: z.int(),
  waiting: z.int(),
  waitingOf: z.record(Route, z.int()),
});
export type BenchView = z.infer<typeof BenchView>;

export const PairingCode = z.object({ code: z.string(), expiresAt: Instant });
export type PairingCode = z.infer<typeof PairingCode>;

export const TokenView = z.object({
  serial: z.string(),
  profile: z.int(),
  /** Null for a classic token. */
  family: TokenFamily.nullable(),
  kind: z.enum(['programmable', 'classic']),
  model: z.string().nullable(),
  manufacturer: z.string().nullable(),
  status: z.enum(['stock', 'reserved', 'bound', 'returned', 'retired']),
  algorithm: Algorithm,
  period: Period,
  drift: z.int().nullable(),
  seed: z.enum(['none', 'kept', 'destroyed']),
  jobId: Id.nullable(),
  jobNumber: z.int().nullable(),
  upn: z.string().nullable(),
  /** Something is wrong with it: no job gets it. */
  setAside: z.object({ reason: z.string(), since: Instant }).nullable(),
  firstSeenAt: Instant,
});
export type TokenView = z.infer<typeof TokenView>;

/** One device with every profile the record knows of it. */
export const DeviceView = z.object({
  serial: z.string(),
  family: TokenFamily.nullable(),
  model: z.string().nullable(),
  /** Tries left for a Molto2's customer key, as last heard of; null when it never said, or took the key since. */
  triesLeft: z.int().nullable(),
  /** It refused the key that is in use now: it is not tried there again unless somebody allows it. */
  keyRefused: z.boolean(),
  profiles: z.array(TokenView),
});
export type DeviceView = z.infer<typeof DeviceView>;

/** Whether the depot has a customer key of its own for Molto2; the key itself is never shown. */
export const CustomerKeyView = z.object({ set: z.boolean(), setAt: Instant.nullable() });
export type CustomerKeyView = z.infer<typeof CustomerKeyView>;

/** What Graph lets the depot do of one kind of call, as all replicas together have learned it. */
export const GraphBudgetView = z.object({
  kind: z.enum(['activations', 'methods', 'inventory', 'users']),
  /** So many calls in so many seconds. */
  calls: z.int(),
  seconds: z.int(),
  /** When Graph last asked to wait, and for how many seconds. */
  askedToWaitAt: Instant.nullable(),
  waitSeconds: z.number().nullable(),
});
export type GraphBudgetView = z.infer<typeof GraphBudgetView>;

/** The connection to Microsoft Graph; its secret is never shown. */
export const ConnectionView = z.object({
  connected: z.boolean(),
  entraTenant: z.string().nullable(),
  clientId: z.string().nullable(),
  credential: z.enum(['secret', 'certificate']).nullable(),
  /** Of a certificate: its SHA-1 thumbprint as the portal shows it, and its last day. */
  thumbprint: z.string().nullable(),
  expiresAt: Instant.nullable(),
  setAt: Instant.nullable(),
  /** Where Graph is asked; it is Microsoft's unless the depot was started otherwise. */
  graphUrl: z.string(),
  /** It is not Microsoft that is asked, but a stand-in on this machine. */
  emulated: z.boolean(),
  budget: z.array(GraphBudgetView),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

/** One thing that a connection needs, and what to click where it is missing. */
export const ConnectionFinding = z.object({
  check: z.enum(['sign-in', 'users', 'inventory', 'methods', 'roles', 'licence', 'hardware-policy', 'software-policy']),
  ok: z.boolean(),
  /** What Microsoft said, with code and request-id; null where all is well. */
  said: z.string().nullable(),
  todo: Wording.nullable(),
});
export type ConnectionFinding = z.infer<typeof ConnectionFinding>;

export const ConnectionTest = z.object({ ok: z.boolean(), findings: z.array(ConnectionFinding) });
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** What a code proved: which job it belongs to and where that job stands now. */
export const CodeAnswer = z.object({ job: JobView, drift: z.int() });
export type CodeAnswer = z.infer<typeof CodeAnswer>;

/** `GET /api/health`: each dependency named. */
export const Health = z.object({
  status: z.enum(['ok', 'error']),
  dependencies: z.record(z.string(), z.object({ status: z.enum(['up', 'down']), detail: z.string().optional() })),
});
export type Health = z.infer<typeof Health>;
