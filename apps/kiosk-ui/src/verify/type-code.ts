import type { CodeAnswer, JobView } from '@depot/contracts';
import { readJob, typeCodeForJob } from '../api/jobs';
import { codeGoodFor, patiently } from '../api/patiently';
import { ownProblem } from '../api/problem-error';
import { readBench, typeCodeAtStation } from '../api/stations';
import { live } from '../live/live.svelte';

interface CodeAt {
  readonly stationId: string;
  /** Null for whichever token it fits. */
  readonly jobId: string | null;
}

/** Sends six digits; a depot that is away for a moment gets them when it is back. @throws ProblemError */
export function typeCode(code: string, { stationId, jobId }: CodeAt): Promise<CodeAnswer> {
  const look = async () => (jobId === null ? (await readBench(stationId)).jobs : [await readJob(jobId)]);
  /** Those that waited for a code before this one was sent: what a screen last saw of them may be older. */
  let waiting: readonly string[] | null = null;
  const send = async (fresh: () => boolean) => {
    waiting ??= (await look()).filter(({ state }) => state === 'verifying').map(({ id }) => id);
    // The look, too, may have waited for somebody to sign in again.
    if (!fresh()) throw ownProblem('code-too-old');
    return jobId === null ? typeCodeAtStation(stationId, code, fresh) : typeCodeForJob(jobId, code, fresh);
  };
  return patiently(send, {
    back: () => live.back(),
    now: () => performance.now(),
    goodFor: codeGoodFor,
    done: async () => {
      const before = waiting;
      if (before === null) return null;
      const proved = (await look()).find(({ id, state }) => wasProved(state) && before.includes(id));
      return proved === undefined ? null : { job: proved, drift: proved.drift ?? 0 };
    },
  });
}

function wasProved(state: JobView['state']): boolean {
  return !['verifying', 'stopped', 'waiting', 'capturing', 'burning', 'cancelled'].includes(state);
}
