import { Inject } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { SeedFileTask, seedFileQueue } from '@depot/contracts';
import type { Logger } from 'pino';
import { Log } from '../../platform/http/log.js';
import { StepQueue, StepQueueHost } from '../../platform/queue/step-processor.js';
import { SeedFileWork } from './seed-file-work.js';

/** The worker of the seed files' queue: one file at a time in each process, since one may take all of it. */
@StepQueue(seedFileQueue, 1)
export class SeedFileProcessor extends StepQueueHost implements OnModuleDestroy {
  readonly #work: SeedFileWork;
  readonly #log: Logger;
  #ends = false;

  constructor(@Inject(SeedFileWork) work: SeedFileWork, @Inject(Log) log: Log) {
    super();
    this.#work = work;
    this.#log = log.of('seed files');
  }

  /** A file under way is left where it is; the sweeper hands it to whoever runs next. */
  onModuleDestroy(): void {
    this.#ends = true;
  }

  protected override async runTask(data: unknown, lastTry: boolean): Promise<void> {
    const task = SeedFileTask.parse(data);
    try {
      await this.#work.run(task, () => !this.#ends);
    } catch (error) {
      this.#log.warn({ err: error, file: task.fileId, lastTry }, 'A seed file failed');
      if (lastTry) await this.#work.giveUp(task);
      throw error;
    }
  }

  protected override sayTrouble(error: unknown): void {
    this.#log.warn({ err: error }, 'The seed files’ queue has trouble');
  }
}
