import type { Actor } from '../audit/actor.js';
import type { Trx } from '../platform/database/database.js';
import type { JobRecord } from './job-record.js';
import { moveJob } from './move-job.js';

/** Pauses a job with a reason and what to do; `go-on` leads back to where it stood, its seed stays. */
export function pauseJob(
  trx: Trx,
  job: JobRecord,
  why: { code: string; detail: string; actor: Actor },
): Promise<JobRecord> {
  return moveJob(trx, job, 'stop', {
    to: 'stopped',
    actor: why.actor,
    set: { stop_code: why.code, stop_detail: why.detail, resumes: job.state },
    facts: { code: why.code, detail: why.detail },
  });
}
