import { z } from 'zod';
import { Route, Wording } from './words.js';

/**
 * Why a recipient is better served by another route. `no-premium`: the user has no P1 or P2, or the tenant has none.
 * `has-premium`: the user has, so that nobody has to share a screen. `guest`, `unknown`: no hardware token can be
 * assigned to them.
 */
export const RouteReason = z.enum(['no-premium', 'has-premium', 'guest', 'unknown']);
export type RouteReason = z.infer<typeof RouteReason>;

export const RouteSuggestion = z.object({
  upn: z.string(),
  route: Route,
  /** The other route; null where the directory has to be put right first. */
  suggested: Route.nullable(),
  why: RouteReason,
});
export type RouteSuggestion = z.infer<typeof RouteSuggestion>;

/** Each recipient's route beside what the tenant's and the user's plans allow. */
export const RouteAdvice = z.object({
  /** False where there is no connection to ask. */
  connected: z.boolean(),
  /** Whether the tenant has P1 or P2; null where that could not be asked. */
  premium: z.boolean().nullable(),
  /** How many recipients were looked up. */
  checked: z.int(),
  suggestions: z.array(RouteSuggestion),
  /** What could not be asked: Microsoft's words with code and request-id, and which permission is missing. */
  problems: z.array(z.object({ said: z.string(), todo: Wording })),
});
export type RouteAdvice = z.infer<typeof RouteAdvice>;
