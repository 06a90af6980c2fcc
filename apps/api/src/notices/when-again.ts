/** Seconds until a notice that did not go out is tried again; one that failed as often as this is long is stuck. */
const waits = [5, 30, 120, 600, 1800, 7200, 21_600] as const;

/** @param tries so far. @returns null when somebody has to look */
export function secondsUntilAgain(tries: number): number | null {
  return waits[tries - 1] ?? null;
}
