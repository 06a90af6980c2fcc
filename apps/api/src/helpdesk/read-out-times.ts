import { stepAt } from '@depot/totp';
import type { TotpPeriod } from '@depot/totp';

/** Minutes. A call, from its first question; how long a second person is waited for; how long an approved read-out waits to be looked at. */
export const checkMinutes = 20;
export const decideMinutes = 10;
export const lookMinutes = 10;
/** After so many wrong answers about one person within so many minutes nobody is asked about them. */
export const mostWrong = 3;
export const lockMinutes = 15;

export function minutesAfter(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** Steps. Whoever heard no answer asks again, a moment later, and so for a moment as much later. */
const mostLater = 4;

/** The token's own clock. `now`: ours, seconds since 1970. `drift`: seconds the token's is ahead. */
export interface TokenTime {
  readonly now: number;
  readonly drift: number;
  readonly period: TotpPeriod;
}

/** The step whose code the token shows, so many seconds from now. */
export function stepIn(time: TokenTime, seconds = 0): number {
  return stepAt(time.now + time.drift + seconds, time.period);
}

/** Whether a step that is asked for is the one that was chosen before, asked again; another replica's clock may be a little behind. */
export function isSameMoment(chosen: number, asked: number): boolean {
  return asked >= chosen - 1 && asked <= chosen + mostLater;
}

/** When the token shows a step's code, by our clock, in seconds since 1970. */
export function spanOf(step: number, { drift, period }: TokenTime): { from: number; until: number } {
  return { from: step * period - drift, until: (step + 1) * period - drift };
}
