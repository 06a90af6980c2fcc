import { codeOfStep, readDigits, sameCode, stepAt } from './code.js';
import type { TotpParameters, TotpPeriod } from './totp-parameters.js';
import { stepsAround, verificationWindow } from './window.js';

/** What is asked of one code. */
export interface CodeQuestion {
  readonly code: string;
  /** Our clock, seconds since 1970. */
  readonly now: number;
  /** The token's clock minus ours as last measured, seconds; 0 where it never was. Centres the window. */
  readonly drift?: number;
  /** The last step accepted for this purpose: neither it nor an older one is accepted again. */
  readonly after?: number;
}

export type CodeMatch =
  /** `drift`: the token's clock minus ours, seconds, corrected as little as the code demands. */
  | { readonly kind: 'match'; readonly step: number; readonly drift: number }
  | { readonly kind: 'replayed'; readonly step: number }
  | { readonly kind: 'outside' }
  | { readonly kind: 'malformed' };

/** Looks for a code in the verification window around now plus the token's drift. @param seed 1 to 63 raw bytes; not kept */
export function matchCode(seed: Uint8Array, parameters: TotpParameters, question: CodeQuestion): CodeMatch {
  const code = readDigits(question.code);
  if (code === null) return { kind: 'malformed' };
  const { period } = parameters;
  const known = question.drift ?? 0;
  const centre = stepAt(question.now + known, period);
  let replayed: number | null = null;
  let match: number | null = null;
  for (const step of stepsAround(centre, verificationWindow(period))) {
    if (!sameCode(codeOfStep(seed, parameters, step), code)) continue;
    if (question.after !== undefined && step <= question.after) replayed ??= step;
    else match ??= step;
  }
  if (match !== null)
    return { kind: 'match', step: match, drift: driftOf(match, { period, now: question.now, known }) };
  return replayed === null ? { kind: 'outside' } : { kind: 'replayed', step: replayed };
}

/**
 * A code says only in which step the token's clock stands: anywhere from `step × period − now` to one period more.
 * The known drift is kept where it lies in there, else moved to the nearest end.
 */
export function driftOf(step: number, at: { period: TotpPeriod; now: number; known: number }): number {
  const least = step * at.period - at.now;
  const most = least + at.period;
  const drift = Math.min(Math.max(at.known, least), most);
  return drift < 0 ? Math.ceil(drift) : Math.floor(drift);
}
