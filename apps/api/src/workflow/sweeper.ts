import { states, stepQueue, stepTaskId } from '@depot/contracts';
import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { Queues } from '../platform/queue/queues.js';

/** A step not done this long after its move is put on its queue again; where it still is, that is a no-op. */
export const dueAfterSeconds = 5;

/** Puts on the queues whatever the record says is due and the queue has forgotten. @returns how many were due. */
export async function sweepDueSteps(db: Database, queues: Queues): Promise<number> {
  const due = await db
    .selectFrom('job')
    .select(['id', 'state', 'attempt'])
    .where('step_done', '=', false)
    .where('updated_at', '<', sql<Date>`now() - make_interval(secs => ${dueAfterSeconds})`)
    .limit(500)
    .execute();
  const tasks = due.flatMap((job) => {
    const step = states[job.state].starts;
    if (step === undefined) return [];
    const payload = { jobId: job.id, attempt: job.attempt };
    return [{ queue: stepQueue(step), taskId: stepTaskId(step, payload), payload }];
  });
  await queues.put(tasks);
  return tasks.length;
}
