import { HOTP, Secret } from 'otpauth';
import type { TotpParameters, TotpPeriod } from './totp-parameters.js';

/** The time step a moment lies in (RFC 6238 §4.2, T0 = 0). @param unixSeconds seconds since 1970, may be fractional */
export function stepAt(unixSeconds: number, period: TotpPeriod): number {
  return Math.floor(unixSeconds / period);
}

/** The six digits of a time step (RFC 6238 over RFC 4226). @param seed 1 to 63 raw bytes; not kept */
export function codeOfStep(seed: Uint8Array, parameters: TotpParameters, step: number): string {
  const copy = seed.slice();
  try {
    return HOTP.generate({
      secret: new Secret({ buffer: copy.buffer }),
      algorithm: parameters.algorithm,
      digits: parameters.digits,
      counter: step,
    });
  } finally {
    copy.fill(0);
  }
}

/** The six digits a clock that reads `unixSeconds` shows. */
export function codeAt(seed: Uint8Array, parameters: TotpParameters, unixSeconds: number): string {
  return codeOfStep(seed, parameters, stepAt(unixSeconds, parameters.period));
}

/** Compares two codes without stopping at the first difference. */
export function sameCode(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ (other.charCodeAt(at) || 0);
  return difference === 0;
}

/** The digits of what a person typed, or null where these are not six. Blanks between them are allowed. */
export function readDigits(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
