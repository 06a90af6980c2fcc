import type { Problem } from '@depot/contracts';
import { problemIn } from './request';

/** Something a person asked for: under way, done, or refused with a problem to show. */
export class Attempt {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Runs one at a time; a second press while the first is under way does nothing. Null when it did not succeed. */
  async run<Value>(action: () => Promise<Value>): Promise<Value | null> {
    if (this.busy) return null;
    this.busy = true;
    this.problem = null;
    try {
      return await action();
    } catch (error) {
      this.problem = problemIn(error).problem;
      return null;
    } finally {
      this.busy = false;
    }
  }

  forget(): void {
    this.problem = null;
  }
}
