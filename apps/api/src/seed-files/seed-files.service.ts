import { Injectable } from '@nestjs/common';
import type { BadLine, SeedFileReport, TakeSeeds } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { NewEvent } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { Vault } from '../platform/vault/vault.js';
import { judgeEntraCsv } from './entra-csv.js';
import type { SeedLine } from './entra-csv.js';

/** Vendors' seed files: judged whole, then taken to the vault and to stock. */
@Injectable()
export class SeedFilesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  /**
   * @param take `none` only judges, `all` takes everything or nothing, `good` takes the good lines
   * @throws ProblemError `bad-seed-file` with the report, when something is bad and all was asked for
   */
  async take(text: string, request: { take: TakeSeeds; name: string; actor: Actor }): Promise<SeedFileReport> {
    const { lines, good, bad } = judgeEntraCsv(text);
    try {
      const { fit, unfit } = await this.#compareWithRecord(good);
      const report: SeedFileReport = {
        lines,
        good: fit.length,
        bad: [...bad, ...unfit].sort((a, b) => a.line - b.line),
        warnings: [],
        taken: 0,
      };
      if (request.take === 'none') return report;
      if (report.bad.length > 0 && request.take === 'all') {
        throw new ProblemError(
          'bad-seed-file',
          `${String(report.bad.length)} of ${String(lines)} lines are not usable.`,
          { report },
        );
      }
      await this.#toStock(fit, request);
      return { ...report, taken: fit.length };
    } finally {
      for (const line of good) line.seed.wipe();
    }
  }

  /** Serials and seeds that are here already, and seeds that stand twice in the file. */
  async #compareWithRecord(good: readonly SeedLine[]): Promise<{ fit: SeedLine[]; unfit: BadLine[] }> {
    const known = await this.vault.known(
      this.work.read,
      good.map((line) => line.seed),
    );
    const stock = await this.#knownSerials(good.map((line) => line.serial));
    const twins = this.vault.twins(good.map((line) => line.seed));
    const jobs = await this.#jobNumbers([...known.values()].flatMap(({ jobId }) => (jobId === null ? [] : [jobId])));
    const fit: SeedLine[] = [];
    const unfit: BadLine[] = [];
    good.forEach((line, at) => {
      const seedKnown = known.get(at);
      const serialKnown = stock.get(line.serial);
      const twin = twins.get(at);
      if (serialKnown !== undefined)
        unfit.push({ line: line.line, reason: `Serial ${line.serial} is here already (${serialKnown}).` });
      else if (seedKnown !== undefined) {
        const owner = seedKnown.jobId === null ? 'a token in stock' : (jobs.get(seedKnown.jobId) ?? 'another job');
        unfit.push({ line: line.line, reason: `The seed of ${line.serial} is here already (${owner}).` });
      } else if (twin !== undefined) {
        const first = good[twin];
        unfit.push({
          line: line.line,
          reason: `The seed of ${line.serial} is the same as on line ${String(first?.line ?? 0)}.`,
        });
      } else fit.push(line);
    });
    return { fit, unfit };
  }

  async #toStock(lines: readonly SeedLine[], request: { name: string; actor: Actor }): Promise<void> {
    await this.work.run(async (trx) => {
      const events: NewEvent[] = [];
      for (const line of lines) {
        const seedId = await this.vault.seal(trx, line.seed, { purpose: 'factory', jobId: null });
        await trx
          .insertInto('token')
          .values({
            serial: line.serial,
            profile: 0,
            kind: 'classic',
            model: line.model === '' ? null : line.model,
            manufacturer: line.manufacturer === '' ? null : line.manufacturer,
            status: 'stock',
            algorithm: 'SHA1',
            period: line.period,
            seed_id: seedId,
          })
          .execute();
        events.push({ kind: 'token.stocked', actor: request.actor, serial: line.serial, facts: { seed: seedId } });
      }
      await recordEvents(trx, [
        { kind: 'seed-file.taken', actor: request.actor, facts: { name: request.name, tokens: lines.length } },
        ...events,
      ]);
    });
  }

  async #knownSerials(serials: readonly string[]): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    for (let start = 0; start < serials.length; start += 500) {
      const rows = await this.work.read
        .selectFrom('token')
        .leftJoin('job', 'job.id', 'token.job_id')
        .select(['token.serial', 'token.status', 'job.number'])
        .where('token.serial', 'in', serials.slice(start, start + 500))
        .execute();
      for (const row of rows) known.set(row.serial, row.number === null ? row.status : `job ${String(row.number)}`);
    }
    return known;
  }

  async #jobNumbers(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.work.read
      .selectFrom('job')
      .select(['id', 'number'])
      .where('id', 'in', [...ids])
      .execute();
    return new Map(rows.map((row) => [row.id, `job ${String(row.number)}`]));
  }
}
