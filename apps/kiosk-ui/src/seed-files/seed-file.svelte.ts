import type { Problem, SeedFileReport, TakeSeeds } from '@depot/contracts';
import { sendSeedFile } from '../api/seed-files.js';
import { Attempt } from '../live/attempt.svelte.js';

/** A vendor's seed file between choosing and taking. It stays a file: its text never enters the page. */
export class SeedFileIntake {
  file = $state.raw<File | null>(null);
  report = $state.raw<SeedFileReport | null>(null);
  readonly attempt = new Attempt();

  async judge(file: File): Promise<void> {
    this.file = file;
    this.report = null;
    await this.#send(file, 'none');
  }

  async take(what: Exclude<TakeSeeds, 'none'>): Promise<void> {
    const { file } = this;
    if (file === null) return;
    await this.#send(file, what);
    const found = reportIn(this.attempt.problem);
    if (found !== null) this.report = found;
    if (this.report !== null && this.report.taken > 0) this.file = null;
  }

  async #send(file: File, what: TakeSeeds): Promise<void> {
    await this.attempt.run(async () => {
      this.report = await sendSeedFile(file, what);
    });
  }
}

/** The report that a `bad-seed-file` problem brings along. */
function reportIn(problem: Problem | null): SeedFileReport | null {
  const report = problem?.facts?.['report'];
  return isReport(report) ? report : null;
}

function isReport(value: unknown): value is SeedFileReport {
  return typeof value === 'object' && value !== null && 'good' in value && 'bad' in value && 'warnings' in value;
}
