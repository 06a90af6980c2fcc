const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So long after a window's end another replica may still be putting down what it began to seal in it. */
const graceMs = hourMs;

/** The window that a seed is sealed in at a moment: its day in UTC, such as `2026-11-30`. */
export function sealingWindow(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The window that seeds are moved to out of one that is given up: an hour in UTC, such as `2026-11-30T07`. */
export function survivorsWindow(at: Date): string {
  return at.toISOString().slice(0, 13);
}

/** The window of a seed file: apart from seeds, which live longer. */
export function fileWindow(at: Date): string {
  return `files-${at.toISOString().slice(0, 10)}`;
}

/**
 * When nothing is sealed in a window any more, on any replica; null where it is no window of a time. Depots began with ISO weeks, such as
 * `2026-W47`: those close likewise.
 */
export function closingOf(windowId: string): Date | null {
  const [, day, hour] = /^(?:files-)?(\d{4}-\d\d-\d\d)(?:T(\d\d))?$/.exec(windowId) ?? [];
  if (day !== undefined) {
    const start = Date.parse(`${day}T${hour ?? '00'}:00:00Z`);
    return new Date(start + (hour === undefined ? dayMs : hourMs) + graceMs);
  }
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(windowId) ?? [];
  if (year === undefined || week === undefined) return null;
  const fourth = Date.UTC(Number(year), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
  return new Date(monday + Number(week) * 7 * dayMs + dayMs);
}

export function isClosed(windowId: string, now: Date): boolean {
  const closing = closingOf(windowId);
  return closing !== null && closing.getTime() <= now.getTime();
}
