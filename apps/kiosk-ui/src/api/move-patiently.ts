import type { JobView } from '@depot/contracts';
import { live } from '../live/live.svelte';
import { moveJob, readJob, type MoveBodies } from './jobs';
import { codeGoodFor, patiently } from './patiently';

/** Moves a job; a depot that is away for a moment hears of it when it is back. @throws ProblemError */
export function movePatiently<Name extends keyof MoveBodies>(
  job: JobView,
  move: Name,
  body: MoveBodies[Name],
): Promise<JobView> {
  return patiently((fresh) => moveJob(job.id, move, body, fresh), {
    back: () => live.back(),
    now: () => performance.now(),
    // Digits that waited longer are not the token's any more.
    ...(move === 'activate' ? { goodFor: codeGoodFor } : {}),
    done: async () => {
      const now = await readJob(job.id);
      return now.state === job.state ? null : now;
    },
  });
}
