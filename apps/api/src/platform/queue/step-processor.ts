import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { totals } from './totals.js';
import { retryMs } from './retry.js';

/**
 * Makes a class the worker of one step's queue, or of one like it. Steps take milliseconds: a task whose worker was killed is taken up
 * again after seconds, and however often that happens the record decides what is left to do.
 */
export function StepQueue(queue: string, concurrency = 8): ClassDecorator {
  return Processor(queue, {
    concurrency,
    lockDuration: 8000,
    stalledInterval: 4000,
    maxStalledCount: 100,
    runRetryDelay: retryMs,
    metrics: totals,
  });
}

/** A worker that sees the payload and whether the queue will try again, nothing else of BullMQ. */
export abstract class StepQueueHost extends WorkerHost {
  override process(job: Job<unknown>): Promise<void> {
    return this.runTask(job.data, job.attemptsMade + 1 >= (job.opts.attempts ?? 1));
  }

  /** Without a listener BullMQ would print the error whole. */
  @OnWorkerEvent('error')
  onError(error: unknown): void {
    this.sayTrouble(error);
  }

  protected abstract sayTrouble(error: unknown): void;

  protected abstract runTask(data: unknown, lastTry: boolean): Promise<void>;
}
