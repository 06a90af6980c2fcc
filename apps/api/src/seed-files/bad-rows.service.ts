import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import type { FileKey } from '../platform/vault/file-key.js';
import { SealedFiles } from '../platform/vault/sealed-files.js';
import { handBack } from './keeping/hand-back.js';
import type { BackRow } from './keeping/hand-back.js';
import { placeOfRow } from './keeping/keep-findings.js';
import type { SeedFileFrame } from './open-seed-file.js';
import { lockSeedFile } from './processing/seed-file-record.js';

const rowsAtOnce = 500;

/** A file on its way out. */
export interface HandedBack {
  readonly name: string;
  readonly type: string;
  readonly lines: AsyncGenerator<string>;
}

/** Hands bad rows back to whoever uploaded them. They may carry seeds. */
@Injectable()
export class BadRowsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly files: SealedFiles,
  ) {}

  /**
   * Puts the download on the record, then opens the rows as they go out: nothing is gathered, nothing touches disk.
   * @throws ProblemError `seed-file-elsewhere` where there are none
   */
  async download(id: string, actor: Actor): Promise<HandedBack> {
    const file = await this.work.run(async (trx) => {
      const locked = await lockSeedFile(trx, id);
      if ((locked.status !== 'judged' && locked.status !== 'taken') || locked.bad === 0) {
        throw new ProblemError('seed-file-elsewhere', 'There are no bad rows to hand back.');
      }
      const facts = { name: locked.name, bad: locked.bad };
      await recordEvents(trx, [{ kind: 'seed-file.handed-back', actor, facts }]);
      return locked;
    });
    const isXml = file.format === 'pskc';
    const base = file.name.replace(/\.(csv|txt|xml|pskc|zip|gpg|pgp|asc)$/gi, '').replace(/[^\w.-]+/g, '_');
    return {
      name: `${base.slice(0, 80)}-bad-rows.${isXml ? 'xml' : 'csv'}`,
      type: isXml ? 'application/xml; charset=utf-8' : 'text/csv; charset=utf-8',
      lines: this.#lines(id),
    };
  }

  async *#lines(id: string): AsyncGenerator<string> {
    const key = await this.files.open(this.work.read, id);
    try {
      const frame = await this.files.frame(this.work.read, id, key);
      if (frame === null) throw new ProblemError('seed-file-elsewhere');
      yield* handBack(JSON.parse(frame) as SeedFileFrame, this.#rows(id, key));
    } finally {
      key.wipe();
    }
  }

  async *#rows(id: string, key: FileKey): AsyncGenerator<BackRow> {
    for (let after = -1; ;) {
      const rows = await this.work.read
        .selectFrom('seed_file_finding')
        .select(['row', 'reason', 'ciphertext'])
        .where('file_id', '=', id)
        .where('row', '>', after)
        .where('ciphertext', 'is not', null)
        .orderBy('row')
        .limit(rowsAtOnce)
        .execute();
      for (const { row, reason, ciphertext } of rows) {
        if (ciphertext === null) continue;
        yield { raw: Buffer.from(key.open(placeOfRow(row), ciphertext)).toString('utf8'), reason };
        after = row;
      }
      if (rows.length < rowsAtOnce) return;
    }
  }
}
