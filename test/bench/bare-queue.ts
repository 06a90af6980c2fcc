import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { stepQueueNames } from '@depot/api/queues';
import type { RunningEngine } from '../stores/engines.js';
import { withStores } from './store-access.js';

/** As the depot's own workers have it. */
const concurrency = 8;

/** Tasks that the depot's workers have completed, as the queues themselves have counted. */
export function completedTasks(engine: RunningEngine, depot: { folder: string; queues: readonly string[] }) {
  return withStores(engine, depot.folder, async ({ queue: { connection } }) => {
    let total = 0;
    for (const name of depot.queues) {
      const queue = new Queue(name, { connection });
      total += (await queue.getMetrics('completed')).meta.count;
      await queue.close();
    }
    return total;
  });
}

/**
 * The same number of empty tasks on bare BullMQ: the depot's queues and options, and so many lanes, in each of which a task
 * is put on its queue when the one before it has run, as a job's steps are.
 * @returns seconds
 */
export function runBareQueue(
  engine: RunningEngine,
  folder: string,
  { tasks, lanes }: { tasks: number; lanes: number },
): Promise<number> {
  return withStores(engine, folder, async ({ queue: { connection } }) => {
    const names = stepQueueNames.map((name) => `bare-${name}`);
    const queues = names.map((name) => new Queue(name, { connection }));
    const run = randomUUID();
    const went = new Map<string, () => void>();
    let completed = 0;
    const workers = names.map(
      (name) =>
        new Worker(
          name,
          (job) => {
            went.get(job.id ?? '')?.();
            return Promise.resolve();
          },
          { connection, concurrency, lockDuration: 8000, stalledInterval: 4000, metrics: { maxDataPoints: 60 } },
        ),
    );
    for (const worker of workers) worker.on('completed', () => (completed += 1));
    await Promise.all([...queues, ...workers].map((each) => each.waitUntilReady()));
    const options = { attempts: 5, backoff: { type: 'exponential', delay: 200 }, removeOnComplete: true };
    const put = async (number: number): Promise<void> => {
      const jobId = `task.${run}.${String(number)}`;
      const ran = new Promise<void>((resolve) => went.set(jobId, resolve));
      await queues[number % queues.length]?.addBulk([{ name: 'step', data: { number }, opts: { ...options, jobId } }]);
      await ran;
    };
    const begun = performance.now();
    let next = 0;
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        while (next < tasks) await put(next++);
      }),
    );
    while (completed < tasks) await new Promise((resolve) => setTimeout(resolve, 1));
    const seconds = (performance.now() - begun) / 1000;
    // Nothing runs any more, and a worker that is asked politely has been seen to wait for ever.
    await Promise.all(workers.map((worker) => worker.close(true)));
    await Promise.all(queues.map((queue) => queue.close()));
    return seconds;
  });
}
