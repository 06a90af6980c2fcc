import { z } from 'zod';
import { Escrow } from './escrow.js';
import { JobState } from './lifecycle.js';
import { TokenChoice } from './token-choice.js';
import { Id, Instant, Route, WhenTokenComes } from './words.js';

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
