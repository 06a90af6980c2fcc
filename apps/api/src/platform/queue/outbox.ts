import {
  DirectoryTask,
  EscrowTask,
  NoticeTask,
  OrderTask,
  SeedFileTask,
  StepTask,
  directoryQueue,
  directoryTaskId,
  escrowQueue,
  escrowTaskId,
  noticeQueue,
  noticeTaskId,
  orderTaskId,
  seedFileQueue,
  seedFileTaskId,
  stationQueue,
  stepQueue,
  stepTaskId,
} from '@depot/contracts';
import type { Step } from '@depot/contracts';
import { sql } from 'kysely';
import { compiledOnce } from '../database/compiled-once.js';
import type { Database, Trx } from '../database/database.js';
import type { OutgoingTask, Queues } from './queues.js';

/** Names the next step in the caller's transaction; the relay puts it on the queue after the commit. */
export async function outboxStep(trx: Trx, step: Step, task: StepTask): Promise<void> {
  await insert(trx, stepQueue(step), stepTaskId(step, task), StepTask.parse(task));
}

/** Likewise an order for a station. */
export async function outboxOrder(trx: Trx, stationId: string, task: OrderTask): Promise<void> {
  await insert(trx, stationQueue(stationId), orderTaskId(task), OrderTask.parse(task));
}

/** Likewise a seed file to be judged or taken. */
export async function outboxSeedFile(trx: Trx, task: SeedFileTask): Promise<void> {
  await insert(trx, seedFileQueue, seedFileTaskId(task), SeedFileTask.parse(task));
}

/** Likewise a mail or a webhook. */
export async function outboxNotice(trx: Trx, task: NoticeTask): Promise<void> {
  await insert(trx, noticeQueue, noticeTaskId(task), NoticeTask.parse(task));
}

/** Likewise work with the directory that belongs to no step. */
export async function outboxDirectory(trx: Trx, task: Exclude<DirectoryTask, { kind: 'daily' }>): Promise<void> {
  await insert(trx, directoryQueue, directoryTaskId(task), DirectoryTask.parse(task));
}

/** Likewise a day of the escrow. */
export async function outboxEscrow(trx: Trx, task: Extract<EscrowTask, { kind: 'day' }>): Promise<void> {
  await insert(trx, escrowQueue, escrowTaskId(task), EscrowTask.parse(task));
}

/** A task that a transaction left, and its row. */
interface LeftTask extends OutgoingTask {
  readonly id: number;
}

const leaving = compiledOnce((db, given: { queue: string; taskId: string; payload: string }) =>
  db.insertInto('outbox').values({ queue: given.queue, task_id: given.taskId, payload: given.payload }).returning('id'),
);

const left = new WeakMap<Trx, LeftTask[]>();

async function insert(
  trx: Trx,
  queue: string,
  taskId: string,
  payload: StepTask | OrderTask | SeedFileTask | DirectoryTask | NoticeTask | EscrowTask,
): Promise<void> {
  const rows = await leaving(trx, { queue, taskId, payload: JSON.stringify(payload) });
  const tasks = left.get(trx) ?? [];
  tasks.push(...rows.map(({ id }) => ({ id, queue, taskId, payload })));
  left.set(trx, tasks);
}

const atOnce = 200;

/** What is younger is on its way: whoever left it puts it on its queue, and strikes it out, sooner than this. */
const leftAfterSeconds = 1;

/**
 * Puts tasks on the queues when their transactions are committed, then strikes them out of the outbox, many at a time. What was just committed
 * here is handed over in memory; whatever else the outbox holds is looked for now and then. A crash in between puts a task there twice,
 * which the deterministic ids and the steps' own conditions make harmless.
 */
export class OutboxRelay {
  readonly #db: Database;
  readonly #queues: Queues;
  #handedOver: LeftTask[] = [];
  /** On their queues, and still in the outbox. */
  #put: number[] = [];
  #looks = true;

  constructor(db: Database, queues: Queues) {
    this.#db = db;
    this.#queues = queues;
  }

  /** Takes over what a committed transaction left. @returns whether it left anything */
  takeOver(trx: Trx): boolean {
    const tasks = left.get(trx);
    if (tasks === undefined) return false;
    this.#handedOver.push(...tasks);
    return true;
  }

  /** The next run reads the outbox itself: others may have left something and gone. */
  look(): void {
    this.#looks = true;
  }

  /** One run. @throws where queue or record are away: what is in the outbox stays there for a later look */
  async run(): Promise<void> {
    const looks = this.#looks;
    this.#looks = false;
    await this.#relay(this.#handedOver.splice(0));
    while (looks) {
      await this.strike();
      const rows = await this.#db
        .selectFrom('outbox')
        .selectAll()
        .where('created_at', '<', sql<Date>`now() - make_interval(secs => ${leftAfterSeconds})`)
        .orderBy('id')
        .limit(atOnce)
        .execute();
      await this.#relay(
        rows.map((row) => ({ id: row.id, queue: row.queue, taskId: row.task_id, payload: row.payload })),
      );
      if (rows.length < atOnce) return;
    }
  }

  /** Strikes out what was put on the queues. @throws where the record is away: it is struck out by a later call */
  async strike(): Promise<void> {
    const ids = this.#put.splice(0);
    if (ids.length === 0) return;
    try {
      await sql`DELETE FROM depot.outbox WHERE id = ANY(${ids})`.execute(this.#db);
    } catch (error) {
      this.#put.push(...ids);
      throw error;
    }
  }

  async #relay(tasks: readonly LeftTask[]): Promise<void> {
    if (tasks.length === 0) return;
    await this.#queues.put(tasks);
    this.#put.push(...tasks.map((task) => task.id));
  }
}
