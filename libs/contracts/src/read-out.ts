import { z } from 'zod';
import { JobState } from './lifecycle.js';
import { ShipmentView } from './job-view.js';
import { Id, Instant, WhenTokenComes } from './words.js';

const words = (what: string) => z.string().trim().min(3, `say ${what} in a few words`).max(500);

/** What a caller may be asked, of what the depot knows of its recipients. By their name they are found, so it is no question. */
export const CallerQuestion = z.enum(['reference', 'postal-code', 'phone-end', 'email', 'street', 'city']);
export type CallerQuestion = z.infer<typeof CallerQuestion>;

/** Privileged recipients get no code at all, or only once a second person has said yes. */
export const PrivilegedRule = z.enum(['forbid', 'second-person']);
export type PrivilegedRule = z.infer<typeof PrivilegedRule>;

/** How a tenant's helpdesk may read codes out. `perDay` counts the last 24 hours. */
export const ReadOutRules = z.object({
  open: z.boolean(),
  perDay: z.int().min(1).max(20),
  perShipment: z.int().min(1).max(50),
  questions: z.array(CallerQuestion).min(1).max(CallerQuestion.options.length),
  /** The caller is called back at the number on record, and the helpdesk says so. */
  callBack: z.boolean(),
  privileged: PrivilegedRule,
  /** A Temporary Access Pass is named first. */
  passFirst: z.boolean(),
});
export type ReadOutRules = z.infer<typeof ReadOutRules>;

/** Until an admin decides otherwise. */
export const usualReadOutRules: ReadOutRules = {
  open: false,
  perDay: 3,
  perShipment: 10,
  questions: ['reference', 'postal-code', 'phone-end'],
  callBack: false,
  privileged: 'forbid',
  passFirst: true,
};

/** `POST /api/helpdesk/rules` */
export const SetReadOutRules = z.strictObject({ ...ReadOutRules.shape, reason: words('why') });
export type SetReadOutRules = z.infer<typeof SetReadOutRules>;

/** Why no code can be read out for a job; null where it can. */
export const ReadOutDoor = z.enum([
  'closed',
  'not-posted',
  'ended',
  'seed-gone',
  'escrow-over',
  'privileged',
  'too-little-known',
  'no-number',
  'day-full',
  'shipment-full',
]);
export type ReadOutDoor = z.infer<typeof ReadOutDoor>;

/** A parcel as the helpdesk finds it. */
export const HelpdeskFinding = z.object({
  jobId: Id,
  jobNumber: z.int(),
  upn: z.string(),
  displayName: z.string().nullable(),
  privileged: z.boolean(),
  state: JobState,
  serial: z.string().nullable(),
});
export type HelpdeskFinding = z.infer<typeof HelpdeskFinding>;
export const HelpdeskFindings = z.object({ found: z.array(HelpdeskFinding), more: z.boolean() });
export type HelpdeskFindings = z.infer<typeof HelpdeskFindings>;

/** A caller's check, by one person of the helpdesk. */
export const CallerCheckView = z.object({
  id: Id,
  questions: z.array(z.object({ question: CallerQuestion, matched: z.boolean() })),
  /** The number on record, once all answers matched and while it is to be called; else null. */
  callBackTo: z.string().nullable(),
  calledBack: z.boolean(),
  passed: z.boolean(),
  /** Until then it counts. */
  until: Instant,
});
export type CallerCheckView = z.infer<typeof CallerCheckView>;

/** `waiting`: for a second person. `open`: its code can be seen. `over`: its time has passed, or the door closed. */
export const ReadOutStatus = z.enum(['waiting', 'open', 'declined', 'over']);
export type ReadOutStatus = z.infer<typeof ReadOutStatus>;

/** One read-out; never with a code. */
export const ReadOutView = z.object({
  id: Id,
  jobId: Id,
  jobNumber: z.int(),
  upn: z.string(),
  displayName: z.string().nullable(),
  status: ReadOutStatus,
  personId: Id,
  personName: z.string(),
  reason: z.string().nullable(),
  ticket: z.string().nullable(),
  askedAt: Instant,
  /** Until then it can be decided, or its code seen. */
  until: Instant,
  decidedBy: z.string().nullable(),
  shown: z.boolean(),
});
export type ReadOutView = z.infer<typeof ReadOutView>;

/** What the helpdesk has before it while somebody is on the telephone. */
export const HelpdeskCase = HelpdeskFinding.extend({
  shipment: ShipmentView.nullable(),
  door: ReadOutDoor.nullable(),
  /** Read-outs left today and for this parcel. */
  leftToday: z.int(),
  leftForShipment: z.int(),
  needsSecondPerson: z.boolean(),
  /** Lost in the post: until another token is enrolled its codes are the recipient's only way in. */
  lastWayIn: z.boolean(),
  /** Who says that the recipient is privileged: their batch, or a role that they hold in Entra. */
  privilegedBy: z.enum(['batch', 'role']).nullable(),
  /** Why their roles in Entra could not be read, so that the batch alone counts; null where they were, or nobody is connected. */
  rolesUnread: z.string().nullable(),
  whenTokenComes: WhenTokenComes,
  /** Entra is connected, and the tenant wants a Temporary Access Pass to be thought of first. */
  passFirst: z.boolean(),
  check: CallerCheckView.nullable(),
  readOut: ReadOutView.nullable(),
});
export type HelpdeskCase = z.infer<typeof HelpdeskCase>;

/** `POST /api/helpdesk/checks/:id/answers`: what the caller said, as it was heard. */
export const CallerAnswer = z.strictObject({
  question: CallerQuestion,
  answer: z.string().trim().min(1, 'type what the caller says').max(200),
});
export type CallerAnswer = z.infer<typeof CallerAnswer>;

/** Match or not, and nothing of what was expected. */
export const CallerAnswered = z.object({ match: z.boolean(), case: HelpdeskCase });
export type CallerAnswered = z.infer<typeof CallerAnswered>;

/** `POST /api/helpdesk/checks/:id/read-outs` */
export const AskReadOut = z.strictObject({
  reason: words('why'),
  ticket: z.string().trim().min(1, 'a read-out has a ticket number').max(60),
});
export type AskReadOut = z.infer<typeof AskReadOut>;

/** `POST /api/helpdesk/read-outs/:id/decide` */
export const DecideReadOut = z.strictObject({ approve: z.boolean() });
export type DecideReadOut = z.infer<typeof DecideReadOut>;

/** How far from now a chosen moment may lie, in seconds. */
const momentLimits = { ahead: 1800, past: 300 } as const;

/** `POST /api/helpdesk/read-outs/:id/codes`: those of now and next, or with `at` the one of a chosen moment, in seconds from now. */
export const ShowCodes = z.strictObject({
  at: z.int().min(-momentLimits.past).max(momentLimits.ahead).nullable().default(null),
});
export type ShowCodes = z.infer<typeof ShowCodes>;

/** A code and when the token shows it, in seconds from the answer's making; its start may lie behind. */
export const ShownCode = z.object({
  kind: z.enum(['now', 'next', 'moment']),
  code: z.string(),
  startsIn: z.number(),
  endsIn: z.number(),
  from: Instant,
  until: Instant,
});
export type ShownCode = z.infer<typeof ShownCode>;

/** In this answer and nowhere else. `drift`: the token's clock against ours, seconds. */
export const ShownCodes = z.object({ readOut: ReadOutView, drift: z.int(), codes: z.array(ShownCode) });
export type ShownCodes = z.infer<typeof ShownCodes>;
