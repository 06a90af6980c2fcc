import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SeedFileAnswer, SeedFileStatus } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { outboxSeedFile } from '../platform/queue/outbox.js';
import { SealedFiles } from '../platform/vault/sealed-files.js';
import { receiveFile, refuseTooLarge } from './receive-file.js';
import { RememberedColumns } from './remembered-columns.js';
import { SeedFileRefused } from './seed-file-refused.js';
import { fromTheStart, lockSeedFile, now } from './processing/seed-file-record.js';
import type { SeedFileRecord } from './processing/seed-file-record.js';
import type { Pieces } from './wrapping/pieces.js';

/** What people do with a vendor's seed file; reading it is the queue's. */
@Injectable()
export class SeedFilesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly files: SealedFiles,
    private readonly columns: RememberedColumns,
  ) {}

  /**
   * Takes an upload in, sealed piece by piece, and has it judged. @param declaredBytes 0 where nobody has said @returns its id
   * @throws ProblemError `seed-file-refused` for what is no seed file at first sight, or is too large
   */
  async upload(
    pieces: Pieces,
    { name, actor, declaredBytes }: { name: string; actor: Actor; declaredBytes: number },
  ): Promise<string> {
    const id = randomUUID();
    const choices = { keepBadMacs: false, header: null, csv: null, remembered: false };
    try {
      refuseTooLarge(declaredBytes);
      const bytes = await receiveFile(pieces, async () => {
        const key = await this.work.run(async (trx) => {
          await trx
            .insertInto('seed_file')
            .values({ id, name, status: 'uploading', actor: JSON.stringify(actor), choices: JSON.stringify(choices) })
            .execute();
          return this.files.make(trx, id);
        });
        return { key, keep: (piece) => this.files.write(this.work.read, id, { key, ...piece }) };
      });
      await this.work.run(async (trx) => {
        const file = await lockSeedFile(trx, id);
        await this.#begin(trx, { ...file, actor }, { status: 'rehearsing', bytes });
        await recordEvents(trx, [{ kind: 'seed-file.uploaded', actor, facts: { name, bytes } }]);
      });
    } catch (error) {
      await this.work.read.deleteFrom('seed_file').where('id', '=', id).execute();
      if (error instanceof SeedFileRefused) throw new ProblemError('seed-file-refused', error.message);
      throw error;
    }
    return id;
  }

  /** Says what the file leaves open, and has it judged anew. @throws ProblemError `seed-file-elsewhere`, `bad-request` */
  async answer(id: string, answer: SeedFileAnswer, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const file = await this.#in(trx, id, ['asking', 'judged']);
      const { header, csv: before } = file.choices;
      let csv = answer.csv ?? before;
      if (answer.csv !== undefined) {
        if (header === null) throw new ProblemError('bad-request', 'The file has no columns to choose from.');
        const { serial, secret } = answer.csv.columns;
        if (serial === secret) throw new ProblemError('bad-request', 'Serial and seed cannot be the same column.');
        if (Object.values(answer.csv.columns).some((column) => column !== undefined && column >= header.width)) {
          throw new ProblemError('bad-request', `The file has ${String(header.width)} columns.`);
        }
        await this.columns.remember(trx, header, answer.csv);
      }
      if (answer.encoding !== undefined && csv !== null) csv = { ...csv, encoding: answer.encoding };
      if (answer.secret !== undefined) await this.files.keepSecret(trx, id, answer.secret);
      const encoding = csv === null ? (answer.encoding ?? file.choices.encoding) : undefined;
      const choices = {
        header,
        csv,
        ...(encoding === undefined ? {} : { encoding }),
        keepBadMacs: answer.keepBadMacs ?? file.choices.keepBadMacs,
        remembered: file.choices.remembered && answer.csv === undefined,
      };
      await this.#begin(trx, { ...file, actor }, { status: 'rehearsing', choices: JSON.stringify(choices) });
      await trx.deleteFrom('seed_file_finding').where('file_id', '=', id).execute();
    });
  }

  /** Takes every good row to stock. @throws ProblemError `seed-file-elsewhere` */
  async take(id: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const file = await this.#in(trx, id, ['judged']);
      if (file.good === 0) throw new ProblemError('seed-file-elsewhere', 'There is no row that could be taken.');
      await this.#begin(trx, { ...file, actor }, { status: 'taking' });
    });
  }

  /** Everything of the file goes; what was taken of it stays. @throws ProblemError `seed-file-elsewhere` while it is being taken */
  async discard(id: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const file = await this.#in(trx, id, ['uploading', 'rehearsing', 'asking', 'judged', 'taken', 'refused']);
      await trx.deleteFrom('seed_file').where('id', '=', id).execute();
      const facts = { name: file.name, status: file.status };
      await recordEvents(trx, [{ kind: 'seed-file.discarded', actor, facts }]);
    });
  }

  async #in(trx: Trx, id: string, allowed: readonly SeedFileStatus[]): Promise<SeedFileRecord> {
    const file = await lockSeedFile(trx, id);
    if (!allowed.includes(file.status)) throw new ProblemError('seed-file-elsewhere');
    return file;
  }

  async #begin(
    trx: Trx,
    file: SeedFileRecord,
    set: { status: 'rehearsing' | 'taking'; choices?: string; bytes?: number },
  ): Promise<void> {
    const fresh = fromTheStart(file);
    await trx
      .updateTable('seed_file')
      .set({ ...fresh, ...set, actor: JSON.stringify(file.actor), updated_at: now })
      .where('id', '=', file.id)
      .execute();
    await outboxSeedFile(trx, { fileId: file.id, attempt: fresh.attempt });
  }
}
