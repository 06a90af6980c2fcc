import { SeedFileReport, type TakeSeeds } from '@depot/contracts';
import { Attempt } from '../api/attempt.svelte';
import { sendSeedFile } from '../api/tokens';

/** A vendor's seed file: judged first, then taken. The page holds the file's handle, never its content. */
export class SeedUpload {
  file = $state.raw<File | null>(null);
  report = $state.raw<SeedFileReport | null>(null);
  readonly attempt = new Attempt();

  async choose(file: File): Promise<void> {
    this.file = file;
    this.report = null;
    await this.#send('none');
  }

  /** Takes everything; or, where some lines are bad, the good ones. */
  async take(): Promise<void> {
    await this.#send((this.report?.bad.length ?? 0) > 0 ? 'good' : 'all');
    if ((this.report?.taken ?? 0) > 0) this.file = null;
  }

  async #send(take: TakeSeeds): Promise<void> {
    const { file } = this;
    if (file === null) return;
    const report = await this.attempt.run(() => sendSeedFile(file, take));
    const told = report ?? this.#reportInProblem();
    if (told !== null) this.report = told;
  }

  #reportInProblem(): SeedFileReport | null {
    const parsed = SeedFileReport.safeParse(this.attempt.problem?.facts?.['report']);
    return parsed.success ? parsed.data : null;
  }
}
