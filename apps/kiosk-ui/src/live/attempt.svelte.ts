import type { Problem } from '@depot/contracts';
import { problemOf } from '../api/api-problem.js';

/** Something that a person asked for: under way or not, and what went wrong. A second request waits for the first. */
export class Attempt {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Runs `work`; answers whether it came to its end. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.problem = problemOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
