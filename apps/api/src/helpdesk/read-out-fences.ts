import type { Actor } from '../audit/actor.js';
import type { Trx } from '../platform/database/database.js';
import { ProblemError } from '../platform/http/problem-error.js';

/**
 * A code that somebody was told does not show where the token is. Under the job's lock, so that no read-out comes in between.
 * @throws ProblemError `read-out-code`
 */
export async function refuseReadOutStep(trx: Trx, of: { seedId: string; step: number }): Promise<void> {
  const told = await trx
    .selectFrom('read_out_step')
    .select('step')
    .where('seed_id', '=', of.seedId)
    .where('step', '=', of.step)
    .executeTakeFirst();
  if (told !== undefined) throw new ProblemError('read-out-code');
}

/**
 * Whoever read codes out for one of these jobs vouches for none of them.
 * @throws ProblemError `read-out-by-you`
 */
export async function refuseReader(trx: Trx, jobIds: readonly string[], actor: Actor): Promise<void> {
  if (actor.kind !== 'person' || actor.id === null || jobIds.length === 0) return;
  const read = await trx
    .selectFrom('read_out')
    .select('id')
    .where('job_id', 'in', [...jobIds])
    .where('person_id', '=', actor.id)
    .where('shown_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (read !== undefined) throw new ProblemError('read-out-by-you');
}

/**
 * Where the batch says so, a token does not arrive while somebody is being told its code.
 * @throws ProblemError `read-out-live`
 */
export async function refuseDuringReadOut(trx: Trx, jobId: string, now: Date): Promise<void> {
  const live = await trx
    .selectFrom('read_out')
    .innerJoin('job', 'job.id', 'read_out.job_id')
    .innerJoin('batch', 'batch.id', 'job.batch_id')
    .select('read_out.id')
    .where('read_out.job_id', '=', jobId)
    .where('batch.when_token_comes', '=', 'deny')
    .where('shown_at', 'is not', null)
    .where('until', '>', now)
    .limit(1)
    .executeTakeFirst();
  if (live !== undefined) throw new ProblemError('read-out-live');
}
