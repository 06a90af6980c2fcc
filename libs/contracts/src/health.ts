import { z } from 'zod';

/** `GET /api/health`: each dependency named. */
export const Health = z.object({
  status: z.enum(['ok', 'error']),
  dependencies: z.record(z.string(), z.object({ status: z.enum(['up', 'down']), detail: z.string().optional() })),
});
export type Health = z.infer<typeof Health>;
