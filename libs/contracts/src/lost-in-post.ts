import { z } from 'zod';
import { Id } from './words.js';

/** Until the new token is enrolled: `read-out`, codes of the lost one, each with a second person's yes; `none`, its seed goes at once. */
export const WayIn = z.enum(['read-out', 'none']);
export type WayIn = z.infer<typeof WayIn>;

/** A job as another one names it. */
export const LinkedJob = z.object({ jobId: Id, jobNumber: z.int() });
export type LinkedJob = z.infer<typeof LinkedJob>;

/** The job of the new token; `waiting` until that one is enrolled, or given up. `wayIn`: what of the lost one is left meanwhile. */
export const ReplacedBy = LinkedJob.extend({ waiting: z.boolean(), wayIn: WayIn });
export type ReplacedBy = z.infer<typeof ReplacedBy>;

/** `POST /api/jobs/:id/lost-in-post`. Left out: the usual way in, as `GET` says. */
export const LoseInPost = z.strictObject({
  reason: z.string().trim().min(3, 'say why in a few words').max(500),
  wayIn: WayIn.optional(),
});
export type LoseInPost = z.infer<typeof LoseInPost>;

/** What *lost in post* would do, before anybody confirms it. */
export const LostInPost = z.object({
  /** `graph`: the depot takes the token from its user at once. `by-hand`: somebody does it in the portal, and says so. */
  revoked: z.enum(['graph', 'by-hand']),
  seed: z.enum(['none', 'kept', 'destroyed']),
  /** What can be left open; the first is the usual one. */
  waysIn: z.array(WayIn),
  /** The tenant's helpdesk may read codes out at all. */
  readOutsOpen: z.boolean(),
  /** A Temporary Access Pass can be asked for. */
  pass: z.boolean(),
  /** Other jobs in the same parcel that are under way. */
  others: z.array(LinkedJob),
  /** Null until it is done. */
  replacedBy: ReplacedBy.nullable(),
});
export type LostInPost = z.infer<typeof LostInPost>;
