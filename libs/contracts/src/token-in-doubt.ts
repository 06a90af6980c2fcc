import { z } from 'zod';
import { JobView } from './job-view.js';
import { TokenView } from './token-view.js';
import { Digits, Id } from './words.js';

const reason = z.string().trim().min(3, 'say why in a few words').max(500);

/**
 * `POST /api/tokens/what-is-this`: two codes in a row off a token in the hand. `stationId`: whose tokens are looked through first.
 */
export const WhatIsThis = z.strictObject({ first: Digits, second: Digits, stationId: Id.optional() });
export type WhatIsThis = z.infer<typeof WhatIsThis>;

/** Which token shows them. `fits`: how many do; unless it is one, the rest is null. `drift`: its clock against ours, seconds. */
export const IdentifiedToken = z.object({
  fits: z.int(),
  token: TokenView.nullable(),
  job: JobView.nullable(),
  drift: z.int().nullable(),
});
export type IdentifiedToken = z.infer<typeof IdentifiedToken>;

/**
 * `POST /api/tokens/:serial/set-aside`: something is wrong with it, and no job gets it any more. `methodGone`: where Microsoft has
 * accepted it without Premium, the method was removed, or another one works.
 */
export const SetTokenAside = z.strictObject({ reason, methodGone: z.boolean().default(false) });
export type SetTokenAside = z.infer<typeof SetTokenAside>;

/** The token as it is now, and the job that goes on with another one. */
export const TokenSetAside = z.object({ token: TokenView, job: JobView.nullable() });
export type TokenSetAside = z.infer<typeof TokenSetAside>;
