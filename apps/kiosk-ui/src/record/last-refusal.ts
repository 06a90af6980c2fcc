import type { EventView } from '@depot/contracts';

/** What shows that a refusal is over: by then the directory has the token, or has it activated. */
const over: Readonly<Record<string, readonly string[]>> = {
  'directory.not-prepared': ['directory.assigned', 'directory.activated', 'job.recorded'],
  'directory.not-activated': ['directory.assigned', 'directory.activated'],
};

/** @param events a job's, oldest first @returns the directory's last refusal, as long as nothing shows that it is over */
export function lastRefusal(events: readonly EventView[]): EventView | null {
  const place = events.findLastIndex(({ kind }) => Object.hasOwn(over, kind));
  const refusal = events[place];
  if (refusal === undefined) return null;
  return events.slice(place).some(({ kind }) => over[refusal.kind]?.includes(kind) === true) ? null : refusal;
}
