import { z } from 'zod';

/** The event that says whose time was over. */
export const expiryKind = 'audit.expired';

/** Ids of events, as runs from the first to the last, both included: every id of a run is an event that expired. */
const Runs = z.array(z.tuple([z.int(), z.int()]));

/** As far as checking the chain needs them, the facts of an expiry. Who did these events is gone like their facts. */
export const ExpiryFacts = z.object({ events: Runs });

/** Ids in ascending order, as runs: events of one kind seldom stand alone. */
export function asRuns(ids: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last?.[1] === id - 1) last[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}
