import { z } from 'zod';
import { Id } from './words.js';
import type { Step } from './words.js';

/** What a step's queue carries: ids, nothing else. A stray key is refused. */
export const StepTask = z.strictObject({ jobId: Id, attempt: z.int().nonnegative() });
export type StepTask = z.infer<typeof StepTask>;

/** What a station's own queue carries. */
export const OrderTask = z.strictObject({ orderId: Id, attempt: z.int().nonnegative() });
export type OrderTask = z.infer<typeof OrderTask>;

/** What the queue of seed files carries. */
export const SeedFileTask = z.strictObject({ fileId: Id, attempt: z.int().nonnegative() });
export type SeedFileTask = z.infer<typeof SeedFileTask>;

/** The queue on which seed files are judged and taken. */
export const seedFileQueue = 'seed-files';

/** What the directory's queue carries: something to withdraw or to compare by its id, or the day's turn to compare. */
export const DirectoryTask = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['withdrawal', 'comparison']), id: Id, attempt: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('daily') }),
]);
export type DirectoryTask = z.infer<typeof DirectoryTask>;

/** Work with the directory that belongs to no step. */
export const directoryQueue = 'directory';

/** What the queue of notices carries. */
export const NoticeTask = z.strictObject({ noticeId: Id, attempt: z.int().nonnegative() });
export type NoticeTask = z.infer<typeof NoticeTask>;

/** The queue on which mails and webhooks go out. */
export const noticeQueue = 'notices';

/** What the escrow's queue carries: the day's turn, a day to be gone through, or a seed whose time may be over. */
export const EscrowTask = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily') }),
  z.strictObject({ kind: z.literal('day'), day: z.iso.date() }),
  z.strictObject({ kind: z.literal('end'), seedId: Id }),
]);
export type EscrowTask = z.infer<typeof EscrowTask>;

/** The queue on which seeds are marked, and destroyed when their time is over. */
export const escrowQueue = 'escrow';

/** The queue of a step. */
export function stepQueue(step: Step): string {
  return `step-${step}`;
}

/** The queue of one station's orders. */
export function stationQueue(stationId: string): string {
  return `station-${stationId}`;
}

/** Deterministic, so that putting the same task on the queue twice is a no-op. */
export function stepTaskId(step: Step, task: StepTask): string {
  return `${task.jobId}.${step}.${String(task.attempt)}`;
}

export function orderTaskId(task: OrderTask): string {
  return `${task.orderId}.${String(task.attempt)}`;
}

export function seedFileTaskId(task: SeedFileTask): string {
  return `${task.fileId}.${String(task.attempt)}`;
}

export function noticeTaskId(task: NoticeTask): string {
  return `${task.noticeId}.${String(task.attempt)}`;
}

export function directoryTaskId(task: Exclude<DirectoryTask, { kind: 'daily' }>): string {
  return `${task.id}.${task.kind}.${String(task.attempt)}`;
}

export function escrowTaskId(task: Exclude<EscrowTask, { kind: 'daily' }>): string {
  return task.kind === 'day' ? `day.${task.day}` : `${task.seedId}.end`;
}
