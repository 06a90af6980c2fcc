import { codeOfStep, readDigits, sameCode, stepAt } from './code.js';
import { stepsAround } from './steps-around.js';
import type { TotpParameters } from './totp-parameters.js';
import type { CodeOutcome } from './verify.js';
import { resyncWindow } from './window.js';

/** Two codes as typed, the second shown right after the first. */
export interface ResyncAttempt {
  readonly first: string;
  readonly second: string;
  /** Our clock when the second was typed, in seconds since 1970 UTC. */
  readonly now: number;
  /** The last step accepted for this purpose. */
  readonly after?: number;
}

/** As for one code, with `step` and `drift` those of the second; `same-code` when one code was typed twice. */
export type ResyncOutcome = CodeOutcome | { readonly kind: 'same-code' };

/**
 * Finds a token whose clock is outside the verification window by two consecutive codes within `resyncWindow` of now
 * (RFC 6238, section 6). A pair with a used code is `replayed`, even if only the first is: who has seen that one would
 * need to guess but six digits for the second.
 * @throws RangeError as `stepAt` and `codeOfStep` do
 */
export function resynchronise(seed: Uint8Array, parameters: TotpParameters, attempt: ResyncAttempt): ResyncOutcome {
  const { now, after = -1 } = attempt;
  const { period } = parameters;
  const first = readDigits(attempt.first);
  const second = readDigits(attempt.second);
  if (first === null || second === null) return { kind: 'malformed' };
  if (sameCode(first, second)) return { kind: 'same-code' };
  const current = stepAt(now, period);
  const isAt = (code: string, step: number) => sameCode(codeOfStep(seed, parameters, step), code);
  const matching = stepsAround(current, resyncWindow(period).steps).filter((step) => {
    const found = [step > 0 && isAt(first, step - 1), isAt(second, step)];
    return found.every(Boolean);
  });
  const fresh = matching.find((step) => step - 1 > after);
  if (fresh !== undefined) return { kind: 'match', step: fresh, drift: (fresh - current) * period };
  const [used] = matching;
  return used === undefined ? { kind: 'outside' } : { kind: 'replayed', step: used };
}

/**
 * Whether one code is that of any step within `resyncWindow` of now: then the token may be the right one and its clock far off. It
 * proves nothing: of made-up codes, 241 (or 121) in 10⁶ are such ones.
 */
export function mayBeFarOff(
  seed: Uint8Array,
  parameters: TotpParameters,
  attempt: { code: string; now: number },
): boolean {
  const digits = readDigits(attempt.code);
  if (digits === null) return false;
  const steps = stepsAround(stepAt(attempt.now, parameters.period), resyncWindow(parameters.period).steps);
  return steps.filter((step) => sameCode(codeOfStep(seed, parameters, step), digits)).length > 0;
}
