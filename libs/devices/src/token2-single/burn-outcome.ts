import type { FailedBurn } from '../failed-burn.js';

/** How a burn ended. `burned`: configuration and seed are on the token, whose clock said `clockBefore` (seconds UTC). */
export type BurnOutcome =
  { readonly kind: 'burned'; readonly serial: string; readonly clockBefore: number } | FailedBurn;
