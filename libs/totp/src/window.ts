import type { TotpPeriod } from './totp-parameters.js';

/** How far from where we expect it a token's clock may stand, each way. */
export interface ClockWindow {
  readonly seconds: number;
  /** Whole time steps, each way: 2 × steps + 1 codes are compared. */
  readonly steps: number;
}

/**
 * The window for one code: ±90 s for 30 s tokens, ±120 s for 60 s tokens, around now plus the token's known drift.
 * Entra takes about ±2 minutes when a token is activated, so a token that passes here passes there. A guess meets 7
 * (30 s) or 5 (60 s) of 10⁶ codes; five tries before a job pauses make that 35 in a million at most.
 */
export function verificationWindow(period: TotpPeriod): ClockWindow {
  return period === 30 ? { seconds: 90, steps: 3 } : { seconds: 120, steps: 2 };
}

/**
 * The window for two consecutive codes: ±1 hour. Clocks of such tokens are off by minutes after years; an hour also
 * takes one that was set in a wrong summer time. A false match of two codes in a row over 241 steps has 241 in 10¹².
 */
export function resyncWindow(period: TotpPeriod): ClockWindow {
  return { seconds: 3600, steps: 3600 / period };
}

/** The steps of a window around `centre`, nearest first. */
export function stepsAround(centre: number, window: ClockWindow): number[] {
  const steps = [centre];
  for (let away = 1; away <= window.steps; away += 1) steps.push(centre - away, centre + away);
  return steps.filter((step) => step >= 0);
}
