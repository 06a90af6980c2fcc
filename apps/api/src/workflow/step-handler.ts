import type { JobRecord } from './job-record.js';

/**
 * What a step does by itself. It finds the job in the step's state and, in one transaction, either moves it on
 * or marks the step done. It may be run again after a crash at any point and then must find nothing left to do.
 * A ProblemError pauses the job with the problem's words; any other error is tried again by the queue.
 */
export interface StepHandler {
  handle(job: JobRecord): Promise<void>;
}
