import { Inject } from '@nestjs/common';
import { DirectoryTask, directoryQueue } from '@depot/contracts';
import type { Logger } from 'pino';
import { Log } from '../../platform/http/log.js';
import { StepQueue, StepQueueHost } from '../../platform/queue/step-processor.js';
import { ComparisonRunner } from '../comparison/comparison-runner.js';
import { WithdrawalRunner } from './withdrawal-runner.js';

/** The worker of the directory's queue. */
@StepQueue(directoryQueue)
export class DirectoryProcessor extends StepQueueHost {
  readonly #withdrawals: WithdrawalRunner;
  readonly #comparisons: ComparisonRunner;
  readonly #log: Logger;

  constructor(
    @Inject(WithdrawalRunner) withdrawals: WithdrawalRunner,
    @Inject(ComparisonRunner) comparisons: ComparisonRunner,
    @Inject(Log) log: Log,
  ) {
    super();
    this.#withdrawals = withdrawals;
    this.#comparisons = comparisons;
    this.#log = log.of('directory');
  }

  protected override async runTask(data: unknown, lastTry: boolean): Promise<void> {
    const task = DirectoryTask.parse(data);
    try {
      if (task.kind === 'withdrawal') await this.#withdrawals.run(task, lastTry);
      else if (task.kind === 'comparison') await this.#comparisons.run(task, lastTry);
      else await this.#comparisons.today();
    } catch (error) {
      this.#log.warn({ err: error, task: task.kind, lastTry }, 'Work with the directory failed');
      throw error;
    }
  }

  protected override sayTrouble(error: unknown): void {
    this.#log.warn({ err: error }, 'The directory’s queue has trouble');
  }
}
