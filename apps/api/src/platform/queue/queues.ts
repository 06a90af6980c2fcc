import { Queue, Worker } from 'bullmq';
import type { Job, JobsOptions } from 'bullmq';
import {
  DirectoryTask,
  EscrowTask,
  NoticeTask,
  OrderTask,
  SeedFileTask,
  Step,
  StepTask,
  directoryQueue,
  escrowQueue,
  noticeQueue,
  seedFileQueue,
  stationQueue,
  stepQueue,
} from '@depot/contracts';
import type { QueueConnection } from './queue-backend.js';
import { retryMs } from './retry.js';
import { totals } from './totals.js';

/** A finished task is forgotten, and so is one that failed for good: the record remembers, and the log says why. */
const taskOptions: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 200 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** So many tasks are put on a queue one by one. */
const few = 10;

/** What a task may wait for. */
const unfinished = ['waiting', 'active', 'delayed', 'prioritized'] as const;
type Unfinished = (typeof unfinished)[number];

/** What each kind of queue carries. */
const payloads = {
  directory: DirectoryTask,
  escrow: EscrowTask,
  notice: NoticeTask,
  order: OrderTask,
  'seed-file': SeedFileTask,
  step: StepTask,
} as const;

function kindOf(queue: string): keyof typeof payloads {
  if (queue.startsWith('station-')) return 'order';
  if (queue === directoryQueue) return 'directory';
  if (queue === noticeQueue) return 'notice';
  if (queue === escrowQueue) return 'escrow';
  return queue === seedFileQueue ? 'seed-file' : 'step';
}

/** A task as the outbox holds it. */
export interface OutgoingTask {
  readonly queue: string;
  readonly taskId: string;
  readonly payload: Record<string, unknown>;
}

/** Every queue this process puts tasks on, and the workers of the stations connected to it. */
export class Queues {
  readonly #connection: QueueConnection;
  readonly #queues = new Map<string, Queue>();

  constructor(connection: QueueConnection) {
    this.#connection = connection;
  }

  get engine(): QueueConnection['engine'] {
    return this.#connection.engine;
  }

  ping(): Promise<void> {
    return this.#connection.ping();
  }

  /**
   * Puts tasks on their queues under their own ids: one that is there already is left alone.
   * @throws ZodError when a payload holds anything but its ids.
   */
  async put(tasks: readonly OutgoingTask[]): Promise<void> {
    const byQueue = new Map<string, OutgoingTask[]>();
    for (const task of tasks) byQueue.set(task.queue, [...(byQueue.get(task.queue) ?? []), task]);
    for (const [name, some] of byQueue) {
      const kind = kindOf(name);
      const jobs = some.map((task) => ({
        name: kind,
        data: payloads[kind].parse(task.payload),
        // An order is never tried again by the queue: what became of it is asked of the agent's journal.
        opts: { ...taskOptions, jobId: task.taskId, ...(kind === 'order' ? { attempts: 1 } : {}) },
      }));
      const queue = this.#queue(name);
      // On PostgreSQL the statement for many costs some twenty times that for one, and one or two are what there mostly is.
      if (jobs.length > few) await queue.addBulk(jobs);
      else await Promise.all(jobs.map((job) => queue.add(job.name, job.data, job.opts)));
    }
  }

  /** A task that comes again and again, once each time however many replicas say so. @param pattern as cron writes it, UTC */
  async repeat(
    queue: string,
    name: string,
    { pattern, payload }: { pattern: string; payload: DirectoryTask | EscrowTask },
  ): Promise<void> {
    const data = payloads[kindOf(queue)].parse(payload);
    await this.#queue(queue).upsertJobScheduler(
      name,
      { pattern, tz: 'UTC' },
      { name: 'step', data, opts: taskOptions },
    );
  }

  /** How many tasks a queue holds, by what they wait for; finished ones are forgotten and not counted. */
  async depth(queue: string): Promise<Record<Unfinished, number>> {
    const counts = await this.#queue(queue).getJobCounts(...unfinished);
    return Object.fromEntries(unfinished.map((state) => [state, counts[state] ?? 0])) as Record<Unfinished, number>;
  }

  /** A worker for one station's orders; each order waits for its token, so many wait side by side. */
  stationWorker(stationId: string, process: (task: OrderTask) => Promise<void>): Worker {
    return new Worker(stationQueue(stationId), (job: Job) => process(OrderTask.parse(job.data)), {
      connection: this.#connection.connection,
      concurrency: 500,
      runRetryDelay: retryMs,
      metrics: totals,
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }

  #queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(name, { connection: this.#connection.connection });
    queue.on('error', () => undefined);
    this.#queues.set(name, queue);
    return queue;
  }
}

export const stepQueueNames = Step.options.map((step) => stepQueue(step));
