import { states } from '@depot/contracts';
import type { JobView } from '@depot/contracts';

/** The bench in an order that does not change under the operator's hands. */
export function inOrder(jobs: readonly JobView[]): JobView[] {
  return jobs.toSorted((one, other) => one.number - other.number);
}

/** With which job to begin: the first that waits for a person and is not paused, else the first that waits. */
export function firstForOperator(jobs: readonly JobView[]): JobView | null {
  const mine = inOrder(jobs).filter((job) => states[job.state].turn === 'operator');
  return mine.find((job) => job.state !== 'stopped') ?? mine[0] ?? null;
}

/** The neighbour of a job on the bench, round and round. */
export function neighbour(jobs: readonly JobView[], id: string | null, step: 1 | -1): JobView | null {
  const at = jobs.findIndex((job) => job.id === id);
  if (at < 0) return (step === 1 ? jobs[0] : jobs.at(-1)) ?? null;
  return jobs[(at + step + jobs.length) % jobs.length] ?? null;
}
