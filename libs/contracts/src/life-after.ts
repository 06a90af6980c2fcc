import { z } from 'zod';
import { JobPage } from './job-view.js';
import { Upn } from './recipient.js';
import { Id, Instant, Serial, Wording } from './words.js';

const reason = z.string().trim().min(3, 'say why in a few words').max(500);

/**
 * `POST /api/tokens/:serial/declare-returned`. `stock`: with the seed it has; `burn-anew`: that seed goes. Left out: a
 * classic token goes to stock, a programmable one is to be burned anew.
 */
export const ReturnToken = z.strictObject({ reason, next: z.enum(['stock', 'burn-anew']).optional() });
export type ReturnToken = z.infer<typeof ReturnToken>;

/** `POST /api/tokens/:serial/reassign`: to whom. */
export const ReassignToken = z.strictObject({ upn: Upn, reason });
export type ReassignToken = z.infer<typeof ReassignToken>;

/** What is to become of a token in the directory: assigned to nobody, or not there at all. */
export const WithdrawalGoal = z.enum(['unassigned', 'deleted']);
export type WithdrawalGoal = z.infer<typeof WithdrawalGoal>;

/** `due`: the queue has it. `by-hand`: somebody does it in the portal and says so. `stuck`: refused, with the reason. */
export const WithdrawalStatus = z.enum(['due', 'by-hand', 'stuck', 'done']);
export type WithdrawalStatus = z.infer<typeof WithdrawalStatus>;

/** A token that leaves the directory after its job. */
export const WithdrawalView = z.object({
  id: Id,
  jobId: Id,
  jobNumber: z.int(),
  serial: z.string(),
  goal: WithdrawalGoal,
  status: WithdrawalStatus,
  /** What to do in the portal, until it is done. */
  todo: Wording.nullable(),
  /** Why it has not come to be so far: Microsoft's words, code and request-id, and what to do. */
  detail: z.string().nullable(),
  madeAt: Instant,
  doneAt: Instant.nullable(),
});
export type WithdrawalView = z.infer<typeof WithdrawalView>;

/** `GET /api/directory/withdrawals`: of a token, of a job, or all that are not done. */
export const WithdrawalQuery = z.object({ serial: Serial.optional(), job: Id.optional() });
export type WithdrawalQuery = z.infer<typeof WithdrawalQuery>;

/** Where ledger and inventory differ. */
export const DifferenceKind = z.enum(['unknown', 'missing', 'other-owner', 'status', 'twice']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

export const DifferenceView = z.object({
  kind: DifferenceKind,
  serial: z.string(),
  /** Whose it is by our ledger, and what it should be; null for nobody's. */
  ours: z.object({ upn: z.string().nullable(), status: z.string() }).nullable(),
  /** In Entra: status, and whom it is assigned to, by UPN where the depot knows the person, else Entra's id. */
  theirs: z.object({ owner: z.string().nullable(), status: z.string() }).nullable(),
  jobId: Id.nullable(),
  jobNumber: z.int().nullable(),
});
export type DifferenceView = z.infer<typeof DifferenceView>;

/** A comparison of the ledger with the directory's inventory; it changes nothing. */
export const ComparisonView = z.object({
  id: Id,
  status: z.enum(['due', 'done', 'failed']),
  /** Null where it was the day's. */
  askedBy: z.string().nullable(),
  askedAt: Instant,
  finishedAt: Instant.nullable(),
  /** Tokens that should be there, and tokens that are. */
  ours: z.int().nullable(),
  theirs: z.int().nullable(),
  detail: z.string().nullable(),
});
export type ComparisonView = z.infer<typeof ComparisonView>;

/** The newest comparison, the newest one that came to its end, and a page of what that one found. */
export const ComparisonPage = JobPage.omit({ jobs: true }).extend({
  connected: z.boolean(),
  /** By when the next one begins by itself; null where nothing is connected. */
  nextBy: Instant.nullable(),
  latest: ComparisonView.nullable(),
  finished: ComparisonView.nullable(),
  counts: z.partialRecord(DifferenceKind, z.int()),
  differences: z.array(DifferenceView),
});
export type ComparisonPage = z.infer<typeof ComparisonPage>;
