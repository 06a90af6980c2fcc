import { problems } from '@depot/contracts';
import type { ProblemCode } from '@depot/contracts';

/**
 * What a request or a step cannot do, by stable code. `detail` is for the person and never holds a secret;
 * `facts` are further facts for the screen.
 */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ProblemCode, detail?: string, facts?: Readonly<Record<string, unknown>>) {
    super(detail ?? problems[code].title);
    this.code = code;
    this.facts = facts;
  }
}

/** A problem that may be over in a moment: a step is tried again before its job pauses. */
export class PassingProblem extends ProblemError {}
