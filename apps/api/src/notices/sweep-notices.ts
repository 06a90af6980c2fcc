import { noticeQueue, noticeTaskId } from '@depot/contracts';
import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { Queues } from '../platform/queue/queues.js';

/** Puts on the queue what is due to be told: forgotten by the queue, put off until now, or begun by a process that is gone. */
export async function sweepNotices(db: Database, queues: Queues): Promise<void> {
  const due = await db
    .selectFrom('notice')
    .select(['id', 'attempt'])
    .where('status', '=', 'due')
    .where('due_at', '<', sql<Date>`now()`)
    .orderBy('due_at')
    .limit(200)
    .execute();
  const tasks = due.map(({ id, attempt }) => ({ noticeId: id, attempt }));
  await queues.put(tasks.map((payload) => ({ queue: noticeQueue, taskId: noticeTaskId(payload), payload })));
}
