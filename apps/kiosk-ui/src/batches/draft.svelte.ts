import type {
  BadLine,
  NewBatch,
  RecipientsReport,
  Route,
  RouteAdvice,
  TokenChoice,
  WhenTokenComes,
} from '@depot/contracts';
import { BadLine as BadLineShape, longestEscrow, usualEscrow, usualTokens } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { escrowOf, kindOf, type EscrowKind } from '../escrow/escrow-kind';
import { newId } from '../api/new-id';
import { adviseOnDraft, makeBatch, rehearseBatch } from '../api/batches';

const badLines = BadLineShape.array();

const nothingAsked = { text: '', id: '' };

/** A batch being made: its list of recipients is judged before anything is made. */
export class Draft {
  name = $state('');
  route = $state<Route>('qr');
  tokens = $state.raw<TokenChoice>(usualTokens);
  computedCode = $state(false);
  selfService = $state(false);
  whenTokenComes = $state<WhenTokenComes>('close');
  escrowKind = $state<EscrowKind>(kindOf(usualEscrow));
  escrowDays = $state(typeof usualEscrow === 'number' ? usualEscrow : longestEscrow);
  csv = $state('');
  fileName = $state<string | null>(null);
  /** Of exactly what is in the form; a change takes it away. */
  report = $state.raw<RecipientsReport | null>(null);
  readonly attempt = new Attempt();
  /** Counts what was changed: an answer is about what it was asked for. */
  #changes = 0;
  /** What was last asked for, and under which id: asked for again because no answer came, it is the same batch. */
  #asked = nothingAsked;

  /** A token of many profiles is nobody's own. */
  get maySelfService(): boolean {
    return this.route === 'import' || this.tokens.family !== 'molto2';
  }

  change(): void {
    this.#changes += 1;
    this.report = null;
    this.attempt.forget();
  }

  take(csv: string, fileName: string): void {
    this.csv = csv;
    this.fileName = fileName;
    if (this.name === '') this.name = fileName.replace(/\.[^.]+$/, '');
    this.change();
  }

  /** What was changed meanwhile is judged in its turn: bad rows that nobody has seen would be left out silently. */
  async rehearse(): Promise<void> {
    if (this.attempt.busy) return;
    for (let asked = -1; asked !== this.#changes;) {
      asked = this.#changes;
      const report = await this.attempt.run(() => rehearseBatch(this.#request(false)));
      if (asked === this.#changes) this.report = report;
    }
  }

  /** Which route suits whom, by the directory's word. */
  advice(): Promise<RouteAdvice> {
    return adviseOnDraft(this.#request(true));
  }

  /** The new batch's id, or null with the problem to show. */
  async make(): Promise<string | null> {
    const takeGood = (this.report?.bad.length ?? 0) > 0;
    const asked = this.#changes;
    const made = await this.attempt.run(() => makeBatch(this.#named(this.#request(takeGood))));
    if (made !== null) {
      this.#asked = nothingAsked;
      return made.id;
    }
    if (asked !== this.#changes) return null;
    const { problem } = this.attempt;
    const bad = problem?.code === 'bad-recipients' ? badLines.safeParse(problem.facts?.['bad']) : null;
    if (bad?.success === true) this.#replaceBad(bad.data);
    return null;
  }

  #replaceBad(bad: BadLine[]): void {
    this.report = { good: this.report?.good ?? 0, warnings: this.report?.warnings ?? [], bad };
  }

  #named(batch: NewBatch): NewBatch {
    const text = JSON.stringify(batch);
    if (text !== this.#asked.text) this.#asked = { text, id: newId() };
    return { ...batch, id: this.#asked.id };
  }

  #request(takeGood: boolean): NewBatch {
    // A rehearsal may come before the batch has a name.
    const { route, tokens, csv, whenTokenComes } = this;
    const computedCode = this.computedCode && route !== 'qr';
    const selfService = this.selfService && this.maySelfService;
    const escrow = escrowOf(this.escrowKind, this.escrowDays);
    const choices = { computedCode, selfService, whenTokenComes, escrow };
    return { name: this.name.trim() || '-', route, tokens, csv, takeGood, ...choices };
  }
}
