import { z } from 'zod';
import { BadLine } from './recipient.js';

/** What the depot found in a vendor's seed file. Secrets are never part of it. */
export const SeedFileReport = z.object({
  lines: z.int(),
  good: z.int(),
  bad: z.array(BadLine),
  warnings: z.array(BadLine),
  /** Tokens taken to stock by this call; 0 for a rehearsal. */
  taken: z.int(),
});
export type SeedFileReport = z.infer<typeof SeedFileReport>;

/** `none` only judges; `all` takes everything or nothing; `good` takes the good lines. */
export const TakeSeeds = z.enum(['none', 'all', 'good']);
export type TakeSeeds = z.infer<typeof TakeSeeds>;
