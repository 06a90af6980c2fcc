import { Injectable } from '@nestjs/common';
import type { SeedFileView } from '@depot/contracts';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { loadSeedFile } from './processing/seed-file-record.js';
import type { SeedFileRecord } from './processing/seed-file-record.js';
import { forgottenAfterHours } from './processing/sweep-seed-files.js';

/** As many files as a page lists, and findings of one that it shows; the rest are in the file with the bad rows. */
const listed = 20;
const shown = 100;

/** Seed files as people see them. */
@Injectable()
export class SeedFileViews {
  constructor(private readonly work: UnitOfWork) {}

  async one(id: string): Promise<SeedFileView> {
    return this.#view(await loadSeedFile(this.work.read, id));
  }

  /** The newest first. */
  async list(): Promise<SeedFileView[]> {
    const files = await this.work.read
      .selectFrom('seed_file')
      .selectAll()
      .where('status', '!=', 'uploading')
      .orderBy('created_at', 'desc')
      .limit(listed)
      .execute();
    return Promise.all(files.map((file) => this.#view(file)));
  }

  async #view(file: SeedFileRecord): Promise<SeedFileView> {
    const counts = await this.work.read
      .selectFrom('seed_file_finding')
      .select(['kind', (finding) => finding.fn.countAll<number>().as('count')])
      .where('file_id', '=', file.id)
      .groupBy('kind')
      .orderBy('kind')
      .execute();
    const findings = await this.work.read
      .selectFrom('seed_file_finding')
      .select(['line', 'kind', 'reason'])
      .where('file_id', '=', file.id)
      .orderBy('row')
      .orderBy('kind')
      .limit(shown)
      .execute();
    return {
      id: file.id,
      name: file.name,
      status: file.status,
      bytes: file.bytes,
      uploadedAt: file.created_at.toISOString(),
      forgottenAt: new Date(file.updated_at.getTime() + forgottenAfterHours * 3_600_000).toISOString(),
      format: file.format,
      wrappings: file.wrappings,
      progress: progressOf(file),
      rows: file.next_row,
      good: file.good,
      here: file.here,
      bad: file.bad,
      question: file.question,
      refusal: file.refusal,
      header: file.choices.header,
      csv: file.choices.csv,
      remembered: file.choices.remembered,
      keepBadMacs: file.choices.keepBadMacs,
      counts,
      findings,
    };
  }
}

/** By rows where their number is known; else by bytes, which tells nothing of a file that is unpacked whole first. */
function progressOf(file: SeedFileRecord): number | null {
  if (file.status === 'judged' || file.status === 'taken') return 1;
  if (file.status === 'taking') return file.rows === null ? null : file.next_row / file.rows;
  if (file.status !== 'rehearsing' || file.wrappings.length > 0 || file.bytes === 0) return null;
  return file.bytes_read / file.bytes;
}
