import { GraphFailure } from './graph-failure.js';

/** A refusal to wait for: when to come again, as `Retry-After` said. */
export class Throttled extends GraphFailure {
  readonly seconds: number;

  constructor(seconds: number, requestId: string | null) {
    super('Microsoft Graph asks to wait.', { status: 429, code: 'TooManyRequests', requestId });
    this.seconds = seconds;
  }
}

/** The tenant's budget has no turn for the call within what a person waits: nothing was sent. */
export class NoTurn extends GraphFailure {
  /** From now, in real seconds. */
  readonly seconds: number;

  constructor(seconds: number) {
    const what = { status: 429, code: 'paced', requestId: null };
    super('The depot keeps to what Microsoft Graph allows the tenant.', what);
    this.seconds = seconds;
  }
}
