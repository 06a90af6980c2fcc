import type { CodeAnswer } from '@depot/contracts';
import { resynchronise } from '../api/jobs';
import { problemIn } from '../api/request';

/** Remembers a code that seems to come from a clock far off: with the next one typed, two codes in a row find that clock. */
export class CodePair {
  #first: { readonly jobId: string; readonly code: string } | null = null;

  /** @throws ProblemError as `send` does; `clock-off` wants the token's next code */
  async type(code: string, send: () => Promise<CodeAnswer>): Promise<CodeAnswer> {
    const first = this.#first;
    try {
      const answer = await send();
      this.#first = null;
      return answer;
    } catch (error) {
      const { problem } = problemIn(error);
      const jobId = problem.code === 'clock-off' ? problem.facts?.['jobId'] : undefined;
      if (typeof jobId !== 'string') throw error;
      this.#first = { jobId, code };
      if (first?.jobId !== jobId || first.code === code) throw error;
      const answer = await resynchronise(jobId, first.code, code);
      this.#first = null;
      return answer;
    }
  }
}
