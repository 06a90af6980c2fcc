import { Escrow, escrowWarning, longestEscrow } from '@depot/contracts';

export const dayMs = 86_400_000;

/** A batch's rule as its column holds it. @throws ZodError where the column holds no rule */
export function readRule(text: string): Escrow {
  return Escrow.parse(/^\d+$/.test(text) ? Number(text) : text);
}

/** The begin of a moment's day in UTC, or of one so many days later. */
export function dayOf(moment: Date, later = 0): Date {
  return new Date((Math.floor(moment.getTime() / dayMs) + later) * dayMs);
}

/** When an escrow that begins now is over: by the rule, and whatever happens. */
export function endsOf(rule: Escrow, begunAt: Date): { endsAt: Date | null; longestAt: Date } {
  const after = (days: number): Date => new Date(begunAt.getTime() + days * dayMs);
  return { endsAt: typeof rule === 'number' ? after(rule) : null, longestAt: after(longestEscrow) };
}

/** Before this moment an end is near enough, on a day, to be put down for tomorrow, or to warn of. */
export function horizons(today: Date): { marked: Date; warned: Date } {
  return { marked: dayOf(today, 2), warned: dayOf(today, escrowWarning + 1) };
}

export interface EscrowTimes {
  readonly ends_at: Date | null;
  readonly longest_at: Date;
  readonly marked_at: Date | null;
}

/**
 * When a seed is destroyed: at its end, and not on the day on which it was put down for it, so that somebody can still hold it. A depot that was
 * away on that day puts it down late; but nothing outlives the longest escrow.
 */
export function destructionOf(
  { ends_at: end, longest_at: longest, marked_at: marked }: EscrowTimes,
  now: Date,
): Date | null {
  if (end === null) return null;
  const noticed = dayOf(marked ?? now, 1);
  return new Date(Math.min(Math.max(end.getTime(), noticed.getTime()), longest.getTime()));
}

export function isOver(times: EscrowTimes, now: Date): boolean {
  const at = destructionOf(times, now);
  return at !== null && at.getTime() <= now.getTime();
}

/**
 * Where the end of a seed comes back to once nobody holds it any more: what its batch says. Never within a day of the release, so that what was
 * held is listed for a day, as all else is, before it is destroyed; and never beyond the longest escrow.
 */
export function endAfterRelease(days: number, held: { begun_at: Date; longest_at: Date }, now: Date): Date {
  const byRule = held.begun_at.getTime() + days * dayMs;
  return new Date(Math.min(Math.max(byRule, now.getTime() + dayMs), held.longest_at.getTime()));
}
