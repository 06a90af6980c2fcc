import { ownProblem } from './problem-error';
import { problemIn } from './request';

/** Milliseconds: a code is good for a minute and a half; some of it is gone by the time it is typed. */
export const codeGoodFor = 60_000;

/** How a request outlasts a depot that is away. Times are milliseconds of one clock. */
export interface Patience<Value> {
  readonly back: () => Promise<void>;
  readonly now: () => number;
  /** Later than this it is not sent again: a code has run out by then. */
  readonly goodFor?: number;
  /** Whether it was done after all and only its answer was lost: what that answer would be, else null. */
  readonly done: () => Promise<Value | null>;
}

const away: readonly string[] = ['connection-lost', 'no-answer', 'not-ready'];

/**
 * Sends a request, and where the depot is away sends it again once it is back.
 * @param send is told how to see whether it is still good, for what makes it wait on its own
 * @throws ProblemError as the request does; `code-too-old` when it took too long
 */
export async function patiently<Value>(
  send: (fresh: () => boolean) => Promise<Value>,
  how: Patience<Value>,
): Promise<Value> {
  const since = how.now();
  const fresh = (): boolean => how.now() - since <= (how.goodFor ?? Infinity);
  for (let first = true; ; first = false) {
    try {
      const done = first ? null : await how.done();
      if (done !== null) return done;
      if (!fresh()) throw ownProblem('code-too-old');
      return await send(fresh);
    } catch (error) {
      if (!away.includes(problemIn(error).problem.code)) throw error;
      await how.back();
    }
  }
}
