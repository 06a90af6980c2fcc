import type { Trx } from '../platform/database/database.js';
import { ProblemError } from '../platform/http/problem-error.js';

/** @throws ProblemError `move-refused` while a job of the token is on its way */
export async function refuseUnderWay(trx: Trx, serial: string): Promise<void> {
  const job = await trx
    .selectFrom('job')
    .innerJoin('token', 'token.job_id', 'job.id')
    .select(['job.state', 'job.number'])
    .where('token.serial', '=', serial)
    .where('job.state', 'not in', ['arrived', 'cancelled', 'lost'])
    .orderBy('job.number')
    .executeTakeFirst();
  if (job === undefined) return;
  throw new ProblemError(
    'move-refused',
    `Job ${String(job.number)} is still ${job.state}. Say there what became of it: cancel it, or mark its parcel returned or lost.`,
  );
}
