import type { Selectable, Updateable } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { JobTable } from '../platform/database/schema.js';
import { ProblemError } from '../platform/http/problem-error.js';

/** A job as the record holds it. */
export type JobRecord = Selectable<JobTable>;
export type JobChange = Updateable<JobTable>;

/** @throws ProblemError `not-found` */
export async function loadJob(db: Database, id: string): Promise<JobRecord> {
  const job = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  if (job === undefined) throw new ProblemError('not-found', 'There is no such job.');
  return job;
}
