import { Inject } from '@nestjs/common';
import { EscrowTask, escrowQueue } from '@depot/contracts';
import type { Logger } from 'pino';
import { Log } from '../platform/http/log.js';
import { StepQueue, StepQueueHost } from '../platform/queue/step-processor.js';
import { EscrowRunner } from './escrow-runner.js';

/** The worker of the escrow's queue. */
@StepQueue(escrowQueue, 4)
export class EscrowProcessor extends StepQueueHost {
  readonly #runner: EscrowRunner;
  readonly #log: Logger;

  constructor(@Inject(EscrowRunner) runner: EscrowRunner, @Inject(Log) log: Log) {
    super();
    this.#runner = runner;
    this.#log = log.of('escrow');
  }

  protected override async runTask(data: unknown, lastTry: boolean): Promise<void> {
    const task = EscrowTask.parse(data);
    try {
      await this.#runner.run(task);
    } catch (error) {
      this.#log.warn({ err: error, task: task.kind, lastTry }, 'Work on the escrow failed');
      throw error;
    }
  }

  protected override sayTrouble(error: unknown): void {
    this.#log.warn({ err: error }, 'The escrow’s queue has trouble');
  }
}
