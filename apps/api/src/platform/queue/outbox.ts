import { OrderTask, StepTask, orderTaskId, stationQueue, stepQueue, stepTaskId } from '@depot/contracts';
import type { Step } from '@depot/contracts';
import type { Database, Trx } from '../database/database.js';
import type { Queues } from './queues.js';

/** Names the next step in the caller's transaction; the relay puts it on the queue after the commit. */
export async function outboxStep(trx: Trx, step: Step, task: StepTask): Promise<void> {
  await insert(trx, stepQueue(step), stepTaskId(step, task), StepTask.parse(task));
}

/** Likewise an order for a station. */
export async function outboxOrder(trx: Trx, stationId: string, task: OrderTask): Promise<void> {
  await insert(trx, stationQueue(stationId), orderTaskId(task), OrderTask.parse(task));
}

/** Transactions that left something here: after any other there is nothing to relay. */
const leaving = new WeakSet<Trx>();

export function leftTasks(trx: Trx): boolean {
  return leaving.has(trx);
}

async function insert(trx: Trx, queue: string, taskId: string, payload: StepTask | OrderTask): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({ queue, task_id: taskId, payload: JSON.stringify(payload) })
    .execute();
  leaving.add(trx);
}

const atOnce = 200;

/**
 * Puts what the outbox holds on the queues, oldest first, then strikes it out. A crash in between puts it there
 * twice, which the deterministic ids and the steps' own conditions make harmless.
 */
export async function relayOutbox(db: Database, queues: Queues): Promise<void> {
  for (;;) {
    const rows = await db.selectFrom('outbox').selectAll().orderBy('id').limit(atOnce).execute();
    if (rows.length === 0) return;
    await queues.put(rows.map((row) => ({ queue: row.queue, taskId: row.task_id, payload: row.payload })));
    await db
      .deleteFrom('outbox')
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    // Whatever was committed meanwhile wakes the relay by itself.
    if (rows.length < atOnce) return;
  }
}
