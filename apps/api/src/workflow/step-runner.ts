import { problems, states } from '@depot/contracts';
import type { Step, StepTask } from '@depot/contracts';
import { theDepot } from '../audit/actor.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { StepOutcome } from '../platform/metrics/metrics.js';
import { PassingProblem, ProblemError } from '../platform/http/problem-error.js';
import { loadJob } from './job-record.js';
import type { JobRecord } from './job-record.js';
import { pauseJob } from './pause-job.js';
import type { StepHandler } from './step-handler.js';

/** Runs a step's task if the record still says that it is due; one runner for the five queues. */
export class StepRunner {
  readonly #work: UnitOfWork;
  readonly #handlers: Readonly<Record<Step, StepHandler>>;

  constructor(work: UnitOfWork, handlers: Readonly<Record<Step, StepHandler>>) {
    this.#work = work;
    this.#handlers = handlers;
  }

  /** `lastTry`: the queue will not try again, so an error pauses the job instead. @returns how it ended */
  async run(step: Step, task: StepTask, lastTry: boolean): Promise<StepOutcome> {
    const job = await loadJob(this.#work.read, task.jobId);
    if (job.attempt !== task.attempt || job.step_done || states[job.state].starts !== step) return 'not-due';
    try {
      await this.#handlers[step].handle(job);
      return 'done';
    } catch (error) {
      if (error instanceof ProblemError && (lastTry || !(error instanceof PassingProblem))) {
        if (error.code === 'move-refused') return 'not-due';
        await this.#pause(job, error.code, `${error.message} ${problems[error.code].advice}`);
        return 'paused';
      }
      if (lastTry)
        await this.#pause(
          job,
          'step-failed',
          `The ${step} step failed several times. Go on to try again; if it stays, tell the admin.`,
        );
      throw error;
    }
  }

  async #pause(job: JobRecord, code: string, detail: string): Promise<void> {
    await this.#work.run((trx) => pauseJob(trx, job, { code, detail, actor: theDepot }));
  }
}
