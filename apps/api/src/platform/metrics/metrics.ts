import type { Step } from '@depot/contracts';
import { ProblemError } from '../http/problem-error.js';
import { makeInstruments } from './instruments.js';
import type { Instruments } from './instruments.js';
import { codeResult, codeResults } from './code-results.js';
import type { CodeCheck } from './code-results.js';

export type StepOutcome = 'done' | 'not-due' | 'paused' | 'failed';

/** What the rest of the depot tells of itself to whoever watches it, in the depot's words. */
export class Metrics {
  readonly instruments: Instruments = makeInstruments();

  constructor() {
    // A series that is there from the start shows its first increase.
    const { codes, signIns } = this.instruments.happened;
    for (const [purpose, results] of Object.entries(codeResults))
      for (const result of results) codes.inc({ purpose, result }, 0);
    for (const result of ['accepted', 'refused']) signIns.inc({ result }, 0);
  }

  stepRan(step: Step, outcome: StepOutcome, seconds: number): void {
    this.instruments.happened.steps.observe({ step, outcome }, seconds);
  }

  /** Counts how the comparison of a code ended, by what `check` does. */
  async codeChecked<T>(purpose: CodeCheck, check: Promise<T>): Promise<T> {
    return this.#counted(check, (error) => {
      this.instruments.happened.codes.inc({ purpose, result: error === null ? 'matched' : codeResult(error) });
    });
  }

  async signIn<T>(attempt: Promise<T>): Promise<T> {
    return this.#counted(attempt, (error) => {
      if (error !== null && !(error instanceof ProblemError && error.code === 'sign-in-refused')) return;
      this.instruments.happened.signIns.inc({ result: error === null ? 'accepted' : 'refused' });
    });
  }

  async directoryCalled<T>(call: { adapter: string; operation: string }, answer: Promise<T>): Promise<T> {
    const { directoryCalls, directorySeconds } = this.instruments.happened;
    const stop = directorySeconds.startTimer(call);
    return this.#counted(answer, (error) => {
      stop();
      const outcome = error === null ? 'answered' : error instanceof ProblemError ? 'refused' : 'failed';
      directoryCalls.inc({ ...call, outcome });
    });
  }

  graphCalled(kind: string, outcome: 'answered' | 'throttled' | 'failed'): void {
    this.instruments.happened.graphCalls.inc({ kind, outcome });
  }

  graphWaited(call: { kind: string; lane: string }, seconds: number): void {
    this.instruments.happened.graphWaits.observe(call, seconds);
  }

  /** @param request its route as a pattern */
  requestServed(request: { method: string; route: string; status: number }, seconds: number): void {
    const status = `${String(Math.floor(request.status / 100))}xx`;
    this.instruments.happened.requests.observe({ method: request.method, route: request.route, status }, seconds);
  }

  async #counted<T>(work: Promise<T>, count: (error: unknown) => void): Promise<T> {
    try {
      const result = await work;
      count(null);
      return result;
    } catch (error) {
      count(error);
      throw error;
    }
  }
}
