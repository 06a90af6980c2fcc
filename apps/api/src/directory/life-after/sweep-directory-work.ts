import { directoryQueue, directoryTaskId } from '@depot/contracts';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Queues } from '../../platform/queue/queues.js';

/** So long the outbox has to bring it to the queue by itself. */
const graceSeconds = 5;

/** Puts on the queue what is due with the directory: forgotten by the queue, or put off until now. */
export async function sweepDirectoryWork(db: Database, queues: Queues): Promise<number> {
  const before = sql<Date>`now() - make_interval(secs => ${graceSeconds})`;
  const withdrawals = await db
    .selectFrom('directory_withdrawal')
    .select(['id', 'attempt'])
    .where('status', '=', 'due')
    .where('due_at', '<', before)
    .limit(500)
    .execute();
  const comparisons = await db
    .selectFrom('directory_comparison')
    .select(['id', 'attempt'])
    .where('status', '=', 'due')
    .where('asked_at', '<', before)
    .limit(10)
    .execute();
  const tasks = [
    ...withdrawals.map((row) => ({ kind: 'withdrawal' as const, ...row })),
    ...comparisons.map((row) => ({ kind: 'comparison' as const, ...row })),
  ];
  await queues.put(tasks.map((payload) => ({ queue: directoryQueue, taskId: directoryTaskId(payload), payload })));
  return tasks.length;
}
