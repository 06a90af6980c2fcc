import type { JobView, Route } from '@depot/contracts';
import { problemIn } from '../api/request';
import { takeNextJob } from '../api/stations';

/** Takes the jobs that a line has ready, but for those that were passed over in this sitting. */
export class Prepared {
  readonly #stationId: string;
  readonly #take: typeof takeNextJob;
  readonly #passed = { skipped: new Set<string>(), 'put-back': new Set<string>() };

  constructor(stationId: string, take: typeof takeNextJob = takeNextJob) {
    this.#stationId = stationId;
    this.#take = take;
  }

  /** One that was skipped comes when no other waits; one that was put back is left to other stations. */
  passOver(jobId: string, why: 'skipped' | 'put-back'): void {
    this.#passed[why].add(jobId);
  }

  /** @throws ProblemError `nothing-waiting` */
  async take(route: Route): Promise<JobView> {
    const { skipped, 'put-back': left } = this.#passed;
    try {
      return await this.#take(this.#stationId, [route], [...skipped, ...left]);
    } catch (error) {
      if (skipped.size === 0 || problemIn(error).problem.code !== 'nothing-waiting') throw error;
      skipped.clear();
      return this.#take(this.#stationId, [route], [...left]);
    }
  }
}
