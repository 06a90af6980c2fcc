/** A shift and a bit; the cookie ends with the browser anyway. */
export const sessionHours = 12;
/** Without a request for so long: a lunch break. A page that is left open asks for nothing. */
const idleHours = 2;
/** A use within it is not written down again. */
const usedMs = 60_000;

/** A session whose last use lies before this is over. */
export function idleBefore(now: Date): Date {
  return new Date(now.getTime() - idleHours * 3_600_000);
}

export function isOldUse(usedAt: Date, now: Date): boolean {
  return now.getTime() - usedAt.getTime() > usedMs;
}
