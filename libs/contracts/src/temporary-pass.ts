import { z } from 'zod';
import type { JobState } from './lifecycle.js';
import { Instant, Wording } from './words.js';

/** While a job stands in one of these its recipient may need to get in before the token comes. */
export const passStates: readonly JobState[] = ['packing', 'packed', 'shipping', 'shipped', 'handed-over', 'delivered'];

/** `GET /api/jobs/:id/temporary-pass`: what the tenant's policy allows, or why none is to be had. */
export const PassOffer = z.object({
  offered: z.boolean(),
  /** What is missing and what to click; Microsoft's own words with code and request-id beside it. */
  todo: Wording.nullable(),
  said: z.string().nullable(),
  minMinutes: z.int(),
  maxMinutes: z.int(),
  usualMinutes: z.int(),
  /** The policy allows passes for one sign-in alone. */
  onceOnly: z.boolean(),
});
export type PassOffer = z.infer<typeof PassOffer>;

/** `POST /api/jobs/:id/temporary-pass`. `replace`: one that the user has already goes; a user has one at most. */
export const NewPass = z.strictObject({
  minutes: z.int().min(10).max(43_200),
  once: z.boolean(),
  replace: z.boolean().default(false),
  reason: z.string().trim().min(3, 'say why in a few words').max(500),
});
export type NewPass = z.infer<typeof NewPass>;

/** A Temporary Access Pass, in this answer and nowhere else. */
export const PassMade = z.object({ upn: z.string(), pass: z.string(), once: z.boolean(), until: Instant });
export type PassMade = z.infer<typeof PassMade>;
