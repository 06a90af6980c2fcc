import type { JobView } from '@depot/contracts';
import { live } from '../live/live.svelte';
import { moveJob, readJob, type MoveBodies } from './jobs';
import { patiently } from './patiently';

/** Moves a job; a depot that is away for a moment hears of it when it is back. @throws ProblemError */
export function movePatiently<Name extends keyof MoveBodies>(
  job: JobView,
  move: Name,
  body: MoveBodies[Name],
): Promise<JobView> {
  return patiently(() => moveJob(job.id, move, body), {
    back: () => live.back(),
    now: () => performance.now(),
    done: async () => {
      const now = await readJob(job.id);
      return now.state === job.state ? null : now;
    },
  });
}
