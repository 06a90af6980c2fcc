import { states } from '@depot/contracts';
import type { JobState } from '@depot/contracts';

/** The job to show first when a bench is opened: one that waits for the operator, before one that waits for the depot. */
export function firstInHand<Job extends { readonly state: JobState }>(jobs: readonly Job[]): Job | null {
  const forOperator = jobs.filter(({ state }) => states[state].turn === 'operator');
  return forOperator.find(({ state }) => state !== 'stopped') ?? forOperator[0] ?? jobs[0] ?? null;
}
