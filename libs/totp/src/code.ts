import { HOTP, Secret } from 'otpauth';
import type { TotpParameters, TotpPeriod } from './totp-parameters.js';

/** Seconds that only a clock in milliseconds reaches: the year 5138. */
const beyondSeconds = 100_000_000_000;

/**
 * The time step that `unixSeconds` falls in: T of RFC 6238, section 4.2, with T0 = 0. Fractions of a second are fine.
 * @throws RangeError for a time before 1970, or one that is in milliseconds
 */
export function stepAt(unixSeconds: number, period: TotpPeriod): number {
  if (!(unixSeconds >= 0 && unixSeconds < beyondSeconds)) throw new RangeError('A time is in seconds since 1970 UTC.');
  return Math.floor(unixSeconds / period);
}

/**
 * The digits of a time step, six unless told otherwise: HOTP of RFC 4226 with the step as its counter.
 * @param seed raw bytes, at least one; neither kept nor changed
 * @throws RangeError for an empty seed, or a step that is not a whole number from 0 on
 */
export function codeOfStep(seed: Uint8Array, parameters: TotpParameters, step: number): string {
  if (seed.length === 0) throw new RangeError('A seed has at least one byte.');
  if (!Number.isSafeInteger(step) || step < 0) throw new RangeError('A step is a whole number from 0 on.');
  // `Secret` wants a buffer that holds the seed and nothing else.
  const copy = new Uint8Array(seed);
  try {
    const secret = new Secret({ buffer: copy.buffer });
    return HOTP.generate({ secret, algorithm: parameters.algorithm, digits: parameters.digits, counter: step });
  } finally {
    copy.fill(0);
  }
}

/** The digits a token with an exact clock shows at `unixSeconds` (RFC 6238). Throws as `stepAt` and `codeOfStep`. */
export function codeAt(seed: Uint8Array, parameters: TotpParameters, unixSeconds: number): string {
  return codeOfStep(seed, parameters, stepAt(unixSeconds, parameters.period));
}

/** Whether two codes are the same; the time it takes depends on their lengths alone, as far as JavaScript lets us say so. */
export function sameCode(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

/** Six digits out of what somebody typed, blanks anywhere ("123 456"); null for anything else. */
export function readDigits(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}
