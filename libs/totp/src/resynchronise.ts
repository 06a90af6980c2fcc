import { codeOfStep, readDigits, sameCode, stepAt } from './code.js';
import { driftOf } from './match-code.js';
import type { TotpParameters } from './totp-parameters.js';
import { resyncWindow, stepsAround } from './window.js';

/** Two codes read one after the other from the same token. */
export interface ResyncQuestion {
  readonly first: string;
  readonly second: string;
  /** Our clock when the second was read, seconds since 1970. */
  readonly now: number;
  /** The last step accepted for this purpose. */
  readonly after?: number;
}

export type ResyncMatch =
  /** `step` is the second code's. */
  | { readonly kind: 'match'; readonly step: number; readonly drift: number }
  | { readonly kind: 'replayed'; readonly step: number }
  | { readonly kind: 'same-code' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'malformed' };

/** Finds a token's clock by two consecutive codes within the wider window (RFC 4226 §7.4, with time for the counter). */
export function resynchronise(seed: Uint8Array, parameters: TotpParameters, question: ResyncQuestion): ResyncMatch {
  const first = readDigits(question.first);
  const second = readDigits(question.second);
  if (first === null || second === null) return { kind: 'malformed' };
  const { period } = parameters;
  let next: number | null = null;
  const centre = stepAt(question.now, period);
  for (const step of stepsAround(centre, resyncWindow(period))) {
    if (!sameCode(codeOfStep(seed, parameters, step), second)) continue;
    if (step === 0 || !sameCode(codeOfStep(seed, parameters, step - 1), first)) continue;
    next = step;
    break;
  }
  if (next === null) return sameCode(first, second) ? { kind: 'same-code' } : { kind: 'outside' };
  if (question.after !== undefined && next <= question.after) return { kind: 'replayed', step: next };
  return { kind: 'match', step: next, drift: driftOf(next, { period, now: question.now, known: 0 }) };
}
