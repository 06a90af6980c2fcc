import { Inject } from '@nestjs/common';
import { NoticeTask, noticeQueue } from '@depot/contracts';
import type { Logger } from 'pino';
import { Log } from '../platform/http/log.js';
import { StepQueue, StepQueueHost } from '../platform/queue/step-processor.js';
import { NoticeRunner } from './notice-runner.js';

/** The worker of the notices' queue. */
@StepQueue(noticeQueue, 4)
export class NoticeProcessor extends StepQueueHost {
  readonly #runner: NoticeRunner;
  readonly #log: Logger;

  constructor(@Inject(NoticeRunner) runner: NoticeRunner, @Inject(Log) log: Log) {
    super();
    this.#runner = runner;
    this.#log = log.of('notices');
  }

  protected override async runTask(data: unknown): Promise<void> {
    const { noticeId } = NoticeTask.parse(data);
    const failed = await this.#runner.run(noticeId);
    if (failed === null) return;
    const { trouble, answer } = failed;
    this.#log.warn({ notice: noticeId, trouble, answer }, 'A notice was not sent');
  }

  protected override sayTrouble(error: unknown): void {
    this.#log.warn({ err: error }, 'The notices’ queue has trouble');
  }
}
