import type { TotpPeriod } from './totp-parameters.js';

/** How far from its centre a window reaches on each side: `seconds`, and the same in whole `steps`. */
export interface CodeWindow {
  readonly seconds: number;
  readonly steps: number;
}

/**
 * Seconds each side in which one code is accepted. Entra takes about ±2 minutes at activation: a token that passes
 * here must pass there, so the window stays inside that, and is no wider than a slow typist and a year's drift need.
 */
const verificationSeconds = { 30: 90, 60: 120 } as const satisfies Record<TotpPeriod, number>;

/** Seconds each side in which two consecutive codes are looked for: years on a shelf, or a clock set to a wrong hour's edge. */
const resyncSeconds = 3600;

/**
 * The window for one code, around now shifted by the token's known drift: ±90 s for 30 s tokens (3 steps each side, 7
 * codes), ±120 s for 60 s tokens (2 steps each side, 5 codes).
 *
 * A drift of up to `seconds` is always found. As codes are compared by whole steps, one of up to a period more can
 * still be found, at moments when the token's step began within the window.
 *
 * One guess is right by chance in 7 (or 5) cases of 10⁶; five guesses in fewer than 35 (or 25).
 */
export function verificationWindow(period: TotpPeriod): CodeWindow {
  return windowOf(verificationSeconds[period], period);
}

/**
 * The window for two consecutive codes (RFC 6238, section 6): ±1 hour around now, 120 steps each side at 30 s and 60
 * at 60 s. Two codes that somebody made up agree with some pair of N neighbouring steps in about N cases of 10¹²: 241
 * at 30 s, 121 at 60 s, far rarer than one guess in the narrow window. It is bounded because each hour more costs as much
 * again, and a clock further off is a token to put aside: Entra would not follow it.
 */
export function resyncWindow(period: TotpPeriod): CodeWindow {
  return windowOf(resyncSeconds, period);
}

/** The chance, 0 to 1, that at least one of `tries` guesses falls on a code of the verification window. */
export function falseAcceptChance(period: TotpPeriod, tries: number): number {
  const codes = 2 * verificationWindow(period).steps + 1;
  return 1 - (1 - codes / 1_000_000) ** tries;
}

function windowOf(seconds: number, period: TotpPeriod): CodeWindow {
  return { seconds, steps: seconds / period };
}
