import { Problem } from '@depot/contracts';

/** Problems found before the API is asked, or on the way to it; the rest carry the API's own codes. */
export type OwnProblemCode =
  'connection-lost' | 'no-answer' | 'unknown-answer' | 'code-too-old' | 'file-too-large' | 'secret-scanned';

/** An answer that is a problem, or no answer at all. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** A problem found on this side; the screen words it by its code. */
export function ownProblem(code: OwnProblemCode, status = 0): ProblemError {
  return new ProblemError({ type: 'about:blank', code, status, title: '', detail: '', advice: '' });
}

/** Reads the body of an answer that failed; a proxy's page in between is no problem document. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = Problem.safeParse(body);
  return parsed.success ? new ProblemError(parsed.data) : ownProblem('no-answer', response.status);
}
