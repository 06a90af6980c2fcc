import type { BadLine, NewBatch, Problem, RecipientsReport, Route } from '@depot/contracts';
import { makeBatch, rehearseBatch } from '../api/batches.js';
import { Attempt } from '../live/attempt.svelte.js';

/** A batch on its way: written, rehearsed, made. Changing anything asks for a new rehearsal. */
export class BatchDraft {
  name = $state('');
  route = $state<Route>('qr');
  csv = $state('');
  report = $state.raw<RecipientsReport | null>(null);
  readonly attempt = new Attempt();

  /** The name of the file is mostly the name of the batch. */
  async takeFile(file: File): Promise<void> {
    this.csv = await file.text();
    if (this.name === '') this.name = file.name.replace(/\.[^.]*$/, '');
    this.changed();
  }

  changed(): void {
    this.report = null;
  }

  async rehearse(): Promise<void> {
    await this.attempt.run(async () => {
      this.report = await rehearseBatch(this.#request(false));
    });
  }

  /** Answers the batch's id when it was made. */
  async make(takeGood: boolean): Promise<string | null> {
    let id: string | null = null;
    await this.attempt.run(async () => {
      ({ id } = await makeBatch(this.#request(takeGood)));
    });
    const bad = badLines(this.attempt.problem);
    if (this.report && bad.length > 0) this.report = { ...this.report, bad };
    return id;
  }

  #request(takeGood: boolean): NewBatch {
    return { name: this.name.trim(), route: this.route, csv: this.csv, takeGood };
  }
}

/** The lines that a `bad-recipients` problem names. */
function badLines(problem: Problem | null): BadLine[] {
  const bad = problem?.facts?.['bad'];
  return Array.isArray(bad) ? bad.filter(isBadLine) : [];
}

function isBadLine(value: unknown): value is BadLine {
  return typeof value === 'object' && value !== null && 'line' in value && 'reason' in value;
}
