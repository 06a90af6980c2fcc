import { z } from 'zod';
import { Id, Instant } from './words.js';

/** What the depot tells somebody outside it. */
export const NoticeKind = z.enum([
  'arrival-code',
  'reminder',
  'not-me',
  'code-read-out',
  'escrow-ends',
  'escrow-overdue',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

export const NoticeChannel = z.enum(['mail', 'webhook']);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** Why a notice did not go out; the person reads what to do. */
export const NoticeTrouble = z.enum(['unreachable', 'sign-in', 'address', 'refused']);
export type NoticeTrouble = z.infer<typeof NoticeTrouble>;

/** A notice that is not through: one to be tried again by itself, or one that waits for somebody. */
export const NoticeView = z.object({
  id: Id,
  kind: NoticeKind,
  channel: NoticeChannel,
  /** Null where it tells of many. */
  jobId: Id.nullable(),
  jobNumber: z.int().nullable(),
  stuck: z.boolean(),
  trouble: NoticeTrouble.nullable(),
  /** What the server answered with, as a number or a short name. */
  answer: z.string().nullable(),
  tries: z.int(),
  madeAt: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;

/** `GET /api/notices`: what is set up, and what did not go out. */
export const NoticesView = z.object({
  mail: z.boolean(),
  staff: z.boolean(),
  webhook: z.boolean(),
  notices: z.array(NoticeView),
});
export type NoticesView = z.infer<typeof NoticesView>;
