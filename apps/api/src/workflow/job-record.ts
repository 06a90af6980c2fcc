import type { Selectable, Updateable } from 'kysely';
import { compiledOnce } from '../platform/database/compiled-once.js';
import type { Database, Trx } from '../platform/database/database.js';
import type { JobTable } from '../platform/database/schema/jobs.js';
import { ProblemError } from '../platform/http/problem-error.js';

/** A job as the record holds it. */
export type JobRecord = Selectable<JobTable>;
export type JobChange = Updateable<JobTable>;

const theJob = compiledOnce((db, given: { id: string }) => db.selectFrom('job').selectAll().where('id', '=', given.id));
const theJobLocked = compiledOnce((db, given: { id: string }) =>
  db.selectFrom('job').selectAll().where('id', '=', given.id).forUpdate(),
);

/** @throws ProblemError `not-found` */
export async function loadJob(db: Database, id: string): Promise<JobRecord> {
  const [job] = await theJob(db, { id });
  if (job === undefined) throw new ProblemError('not-found', 'There is no such job.');
  return job;
}

/**
 * The job for the length of the caller's transaction: whoever else would change it, or make an order for it, waits. Every
 * transaction that moves a job begins with this lock, so that what it then reads of orders and tokens stays true.
 * @throws ProblemError `not-found`
 */
export async function lockJob(trx: Trx, id: string): Promise<JobRecord> {
  const [job] = await theJobLocked(trx, { id });
  if (job === undefined) throw new ProblemError('not-found', 'There is no such job.');
  return job;
}
