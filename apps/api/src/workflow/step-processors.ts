import { Inject } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Step, StepTask, stepQueue } from '@depot/contracts';
import { StepQueue, StepQueueHost } from '../platform/queue/step-processor.js';
import { StepRunner } from './step-runner.js';

/** One worker a step, all with the same few lines: parse the payload, hand it to the one runner. */
export const stepProcessors: Type[] = Step.options.map((step) => {
  @StepQueue(stepQueue(step))
  class StepProcessor extends StepQueueHost {
    readonly #runner: StepRunner;

    constructor(@Inject(StepRunner) runner: StepRunner) {
      super();
      this.#runner = runner;
    }

    protected override runTask(data: unknown, lastTry: boolean): Promise<void> {
      return this.#runner.run(step, StepTask.parse(data), lastTry);
    }
  }
  return StepProcessor;
});
