import { selfIdleSeconds } from '@depot/contracts';

/** Counted down in sight: WCAG 2.2.1 wants twenty seconds in which one touch is enough. */
const warnedSeconds = 20;

/** Seconds until the page closes, where they are few enough to be told; null before that. */
export function secondsLeft(touchedAt: number, now: number): number | null {
  const left = Math.ceil(selfIdleSeconds - (now - touchedAt) / 1000);
  return left > warnedSeconds ? null : Math.max(0, left);
}
