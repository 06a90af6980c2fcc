import { codeOfStep, readDigits, sameCode, stepAt } from './code.js';
import { stepsAround } from './steps-around.js';
import type { TotpParameters } from './totp-parameters.js';
import { verificationWindow } from './window.js';

/** A code as typed, and what is known when it is. */
export interface CodeAttempt {
  readonly code: string;
  /** Our clock, in seconds since 1970 UTC. */
  readonly now: number;
  /** The token's clock minus ours, in seconds, as last measured; the window is centred on it. */
  readonly drift?: number;
  /** The last step accepted for this purpose: neither it nor an earlier one is accepted again. */
  readonly after?: number;
}

export interface CodeMatch {
  readonly kind: 'match';
  /** The step the code belongs to; keep it, it is the next attempt's `after`. */
  readonly step: number;
  /**
   * The token's clock minus ours, in seconds, measured from the middle of the step: a multiple of the period, 0 when the
   * token is in the same step as we are.
   */
  readonly drift: number;
}

/**
 * `replayed`: right, but its step is used up (wait for the next code). `outside`: of no step in the window.
 * `malformed`: not six digits. None of these says by how much a code was wrong.
 */
export type CodeOutcome =
  | CodeMatch
  | { readonly kind: 'replayed'; readonly step: number }
  | { readonly kind: 'outside' }
  | { readonly kind: 'malformed' };

/**
 * Looks for a code in `verificationWindow` around now. Of several steps with this code the nearest to the centre counts,
 * of two equally near the earlier, since codes are read before they are typed; used steps count only if all are used.
 * @throws RangeError as `stepAt` and `codeOfStep` do
 */
export function matchCode(seed: Uint8Array, parameters: TotpParameters, attempt: CodeAttempt): CodeOutcome {
  const { code, now, drift = 0, after = -1 } = attempt;
  const { period } = parameters;
  const digits = readDigits(code);
  if (digits === null) return { kind: 'malformed' };
  const steps = stepsAround(stepAt(now + drift, period), verificationWindow(period).steps);
  // Every step is computed, whichever matches, so that the time taken does not tell which did.
  const matching = steps.filter((step) => sameCode(codeOfStep(seed, parameters, step), digits));
  const fresh = matching.find((step) => step > after);
  if (fresh !== undefined) return { kind: 'match', step: fresh, drift: (fresh - stepAt(now, period)) * period };
  const [used] = matching;
  return used === undefined ? { kind: 'outside' } : { kind: 'replayed', step: used };
}
