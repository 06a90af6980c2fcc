import type { CodeAnswer, JobView } from '@depot/contracts';
import { readJob, typeCodeForJob } from '../api/jobs';
import { codeGoodFor, patiently } from '../api/patiently';
import { readBench, typeCodeAtStation } from '../api/stations';
import { live } from '../live/live.svelte';

interface CodeAt {
  readonly stationId: string;
  /** Null for whichever token it fits. */
  readonly jobId: string | null;
  /** The jobs that waited for a code when it was typed. */
  readonly waiting: readonly JobView[];
}

/** Sends six digits; a depot that is away for a moment gets them when it is back. @throws ProblemError */
export function typeCode(code: string, { stationId, jobId, waiting }: CodeAt): Promise<CodeAnswer> {
  const send = (fresh: () => boolean) =>
    jobId === null ? typeCodeAtStation(stationId, code, fresh) : typeCodeForJob(jobId, code, fresh);
  return patiently(send, {
    back: () => live.back(),
    now: () => performance.now(),
    goodFor: codeGoodFor,
    done: async () => {
      const jobs = jobId === null ? (await readBench(stationId)).jobs : [await readJob(jobId)];
      const proved = jobs.find(({ id, state }) => wasProved(state) && waiting.some((each) => each.id === id));
      return proved === undefined ? null : { job: proved, drift: proved.drift ?? 0 };
    },
  });
}

function wasProved(state: JobView['state']): boolean {
  return !['verifying', 'stopped', 'waiting', 'capturing', 'burning', 'cancelled'].includes(state);
}
