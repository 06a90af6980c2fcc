import type { AskReadOut, CallerQuestion, HelpdeskCase, LiveEvent, ShownCodes } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { answerCheck, askReadOut, beginCheck, readCase, sayCalledBack, showCodes } from '../api/helpdesk';
import { Reading } from '../live/reading.svelte';
import { callStep } from './call-step';
import type { CallStep } from './call-step';

/** Codes on the screen, and when they came. */
export interface Seen {
  readonly shown: ShownCodes;
  /** By `performance.now()`: the depot's clock counts, not the PC's. */
  readonly at: number;
}

/** Somebody is on the telephone. Codes are in this page's memory alone, and go with the screen or with their time. */
export class Call {
  readonly reading: Reading<HelpdeskCase>;
  readonly attempt = new Attempt();
  /** The last answer did not match. */
  mismatch = $state<CallerQuestion | null>(null);
  seen = $state.raw<Seen | null>(null);
  #anew = $state(false);
  readonly step = $derived.by((): CallStep | null =>
    this.reading.value === null ? null : callStep(this.reading.value, this.#anew),
  );
  readonly #jobId: string;

  constructor(jobId: string) {
    this.#jobId = jobId;
    this.reading = new Reading({
      read: () => readCase(jobId),
      concerns: (event: LiveEvent) => event.jobId === jobId || event.kind.startsWith('read-out-rules.'),
    });
  }

  async begin(): Promise<void> {
    this.mismatch = null;
    this.#take(await this.attempt.run(() => beginCheck(this.#jobId)));
  }

  /** @returns whether it matched; null where it could not be asked */
  async answer(question: CallerQuestion, answer: string): Promise<boolean | null> {
    const checkId = this.reading.value?.check?.id ?? '';
    const answered = await this.attempt.run(() => answerCheck(checkId, { question, answer }));
    if (answered === null) {
      this.mismatch = null;
      return null;
    }
    this.mismatch = answered.match ? null : question;
    this.#take(answered.case);
    return answered.match;
  }

  async calledBack(): Promise<void> {
    const checkId = this.reading.value?.check?.id ?? '';
    this.#take(await this.attempt.run(() => sayCalledBack(checkId)));
  }

  async ask(wanted: AskReadOut): Promise<void> {
    const checkId = this.reading.value?.check?.id ?? '';
    const asked = await this.attempt.run(() => askReadOut(checkId, wanted));
    if (asked === null) return;
    this.#anew = false;
    this.#take(asked);
  }

  /** @param at seconds from now; null for now and next */
  async show(readOutId: string, at: number | null): Promise<void> {
    const shown = await this.attempt.run(() => showCodes(readOutId, at));
    if (shown !== null) this.seen = { shown, at: performance.now() };
  }

  /** What was shown is over or has been told. */
  done(): void {
    this.seen = null;
    this.#anew = true;
    this.attempt.forget();
  }

  #take(value: HelpdeskCase | null): void {
    if (value !== null) this.reading.set(value);
  }
}
