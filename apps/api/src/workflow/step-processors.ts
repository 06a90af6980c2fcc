import { Inject } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Step, StepTask, stepQueue } from '@depot/contracts';
import type { Logger } from 'pino';
import { Log } from '../platform/http/log.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { StepQueue, StepQueueHost } from '../platform/queue/step-processor.js';
import { StepRunner } from './step-runner.js';

/** One worker a step, all with the same few lines: parse the payload, hand it to the one runner. */
export const stepProcessors: Type[] = Step.options.map((step) => {
  @StepQueue(stepQueue(step))
  class StepProcessor extends StepQueueHost {
    readonly #runner: StepRunner;
    readonly #metrics: Metrics;
    readonly #log: Logger;

    constructor(@Inject(StepRunner) runner: StepRunner, @Inject(Metrics) metrics: Metrics, @Inject(Log) log: Log) {
      super();
      this.#runner = runner;
      this.#metrics = metrics;
      this.#log = log.of('steps');
    }

    protected override async runTask(data: unknown, lastTry: boolean): Promise<void> {
      const task = StepTask.parse(data);
      const begun = performance.now();
      const seconds = (): number => (performance.now() - begun) / 1000;
      try {
        const outcome = await this.#runner.run(step, task, lastTry);
        this.#metrics.stepRan(step, outcome, seconds());
      } catch (error) {
        this.#metrics.stepRan(step, 'failed', seconds());
        this.#log.warn({ err: error, step, job: task.jobId, lastTry }, 'A step failed');
        throw error;
      }
    }

    protected override sayTrouble(error: unknown): void {
      this.#log.warn({ err: error, step }, 'The step’s queue has trouble');
    }
  }
  return StepProcessor;
});
