import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { SeedFileTask } from '@depot/contracts';
import { sql } from 'kysely';
import { recordEvents } from '../../audit/record-event.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { LiveFeed } from '../../platform/live/live-feed.js';
import type { FileKey } from '../../platform/vault/file-key.js';
import { SealedFiles } from '../../platform/vault/sealed-files.js';
import { Vault } from '../../platform/vault/vault.js';
import type { CsvHeader } from '../csv/csv-header.js';
import { DepotPgpKey } from '../depot-pgp-key.js';
import type { JudgedRow } from '../judging/judged-row.js';
import { RowJudge } from '../judging/row-judge.js';
import { keepFindings } from '../keeping/keep-findings.js';
import { takeRows } from '../keeping/take-rows.js';
import { openSeedFile } from '../open-seed-file.js';
import type { CsvChoices, OpenedSeedFile } from '../open-seed-file.js';
import { RememberedColumns } from '../remembered-columns.js';
import { SeedFileRefused } from '../seed-file-refused.js';
import type { SeedRow } from '../seed-row.js';
import { inBatches } from './in-batches.js';
import { OneAtATime } from './one-at-a-time.js';
import { loadSeedFile, lockSeedFile, now } from './seed-file-record.js';
import type { SeedFileRecord } from './seed-file-record.js';
import { settleRefusal } from './settle-refusal.js';

/** Rows that are judged or taken in one transaction. */
const rowsAtOnce = 1000;
/** More than any delivery; what is remembered of each row while a file is read stays below some 30 MB. */
const mostRows = 200_000;

/** Somebody else is at the file, or it is gone: there is nothing more to do here. */
class LostTurn extends Error {}

/** One reading of a file: what it is read with, and how far it is. */
interface Reading {
  readonly file: SeedFileRecord;
  readonly key: FileKey;
  readonly opened: OpenedSeedFile;
  readonly judge: RowJudge;
  /** Bytes of the upload that were read. */
  readonly bytesRead: () => number;
}

/**
 * Judges a seed file, or takes it: rows go by in batches, and how far it is stands on the record in the transaction of the rows
 * themselves. Begun again after a restart it passes over what is done, so that no row is taken twice.
 */
@Injectable()
export class SeedFileWork {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly files: SealedFiles,
    private readonly pgp: DepotPgpKey,
    private readonly columns: RememberedColumns,
    private readonly feed: LiveFeed,
  ) {}

  /** @param goesOn asked after each batch: false leaves the rest for another process */
  async run(task: SeedFileTask, goesOn: () => boolean): Promise<void> {
    const file = await loadSeedFile(this.work.read, task.fileId).catch(nullWhereGone);
    if (file?.attempt !== task.attempt || (file.status !== 'rehearsing' && file.status !== 'taking')) return;
    try {
      await this.files.use(this.work.read, file.id, (key) => this.#read(file, key, goesOn));
    } catch (error) {
      if (error instanceof LostTurn || (error instanceof ProblemError && error.code === 'seed-file-elsewhere')) return;
      if (!(error instanceof SeedFileRefused)) throw error;
      await this.#refuse(file, error);
    }
  }

  /** The queue has given up: whoever uploaded it is told. */
  async giveUp(task: SeedFileTask): Promise<void> {
    const file = await loadSeedFile(this.work.read, task.fileId).catch(nullWhereGone);
    if (file?.attempt !== task.attempt) return;
    const words =
      file.status === 'taking'
        ? 'Reading it failed several times. What was taken is in stock. Upload the file again: rows that are here already are passed over.'
        : 'Reading it failed several times. Upload it again; if it stays, tell whoever runs the depot.';
    await this.#refuse(file, new SeedFileRefused('broken', words));
  }

  async #read(file: SeedFileRecord, key: FileKey, goesOn: () => boolean): Promise<void> {
    const pieces = await this.files.countPieces(this.work.read, file.id);
    let openings = 0;
    let bytesRead = 0;
    const open = (): AsyncGenerator<Uint8Array> => {
      openings += 1;
      const counts = openings === 1;
      return counted(this.files.read(this.work.read, file.id, { key, pieces }), (bytes) => {
        if (counts) bytesRead += bytes;
      });
    };
    const opened = await openSeedFile(open, {
      secret: await this.files.secret(this.work.read, file.id, key),
      pgpKeys: await this.pgp.unlocked(),
      keepBadMacs: file.choices.keepBadMacs,
      encoding: file.choices.encoding ?? null,
      columnsOf: (header) => this.#columnsOf(file, header),
    });
    const reading = { file, key, opened, judge: new RowJudge(this.vault), bytesRead: () => bytesRead };
    let at = 0;
    // The next rows are read while the record takes these.
    const taking = new OneAtATime();
    try {
      for await (const rows of inBatches(opened.rows, rowsAtOnce)) {
        const end = at + rows.length;
        if (end > mostRows) throw tooManyRows();
        await taking.ended();
        const first = at;
        if (end <= file.next_row) reading.judge.pass(rows);
        else taking.begin(this.#batch(reading, rows, first));
        at = end;
        // PGlite answers within the same turn of the loop: without this nobody else would be heard before the file's end.
        await setImmediate();
        if (!goesOn()) return;
      }
    } finally {
      await taking.ended();
    }
    if (at === 0) throw new SeedFileRefused('not-a-seed-file', 'There is no token in the file.');
    await this.#finish(reading, at);
  }

  async #batch(reading: Reading, rows: readonly SeedRow[], at: number): Promise<void> {
    const { file, key, opened } = reading;
    try {
      await this.work.run(async (trx) => {
        const locked = await lockSeedFile(trx, file.id).catch(nullWhereGone);
        if (locked?.attempt !== file.attempt || locked.next_row !== at) throw new LostTurn();
        // The tables grow while this goes on: a plan kept from when they were empty would read all of them for each row.
        await sql`SET LOCAL plan_cache_mode = force_custom_plan`.execute(trx);
        const judged = await reading.judge.judge(trx, rows);
        if (file.status === 'taking') {
          const good = judged.filter((row) => row.verdict === 'good');
          await takeRows(trx, good, { vault: this.vault, actor: locked.actor });
        }
        await keepFindings(trx, judged, { fileId: file.id, first: at, key });
        await trx
          .updateTable('seed_file')
          .set({
            format: opened.format,
            wrappings: JSON.stringify(opened.wrappings),
            next_row: at + rows.length,
            bytes_read: Math.min(reading.bytesRead(), file.bytes),
            good: locked.good + count(judged, 'good'),
            here: locked.here + count(judged, 'here'),
            bad: locked.bad + count(judged, 'bad'),
            updated_at: now,
          })
          .where('id', '=', file.id)
          .execute();
        await this.feed.announce(trx, { kind: 'seed-file.progress' });
      });
    } finally {
      for (const { read } of rows) if (typeof read !== 'string') read.seed.wipe();
    }
  }

  async #finish({ file, key, opened }: Reading, rows: number): Promise<void> {
    const frame = opened.frame();
    await this.work.run(async (trx) => {
      const locked = await lockSeedFile(trx, file.id).catch(nullWhereGone);
      if (locked?.attempt !== file.attempt || locked.status !== file.status) throw new LostTurn();
      const isTaken = file.status === 'taking';
      await trx
        .updateTable('seed_file')
        .set({ status: isTaken ? 'taken' : 'judged', rows, updated_at: now })
        .where('id', '=', file.id)
        .execute();
      if (frame !== null) await this.files.keepFrame(trx, file.id, { key, frame: JSON.stringify(frame) });
      if (isTaken) await this.files.destroyUpload(trx, file.id);
      const { name, good, here, bad, actor } = locked;
      const kind = isTaken ? 'seed-file.taken' : 'seed-file.judged';
      await recordEvents(trx, [{ kind, actor, facts: { name, [isTaken ? 'tokens' : 'good']: good, here, bad } }]);
    });
  }

  async #columnsOf(file: SeedFileRecord, header: CsvHeader): Promise<CsvChoices | null> {
    const { width, names, meant } = header;
    const said = file.choices.csv;
    if (said !== null && file.choices.header !== null) return said;
    const known = said ?? (await this.columns.find(this.work.read, header));
    const choices = {
      ...file.choices,
      header: { width, names: names === null ? null : [...names], meant },
      csv: known,
    };
    await this.work.read
      .updateTable('seed_file')
      .set({ choices: JSON.stringify({ ...choices, remembered: said === null && known !== null }) })
      .where('id', '=', file.id)
      .where('attempt', '=', file.attempt)
      .execute();
    return known;
  }

  async #refuse(file: SeedFileRecord, error: SeedFileRefused): Promise<void> {
    await this.work.run(async (trx) => {
      const locked = await lockSeedFile(trx, file.id).catch(nullWhereGone);
      if (locked?.attempt !== file.attempt) return;
      await settleRefusal(trx, locked, { error, files: this.files });
    });
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    tell(piece.length);
    yield piece;
  }
}

function count(rows: readonly JudgedRow[], verdict: JudgedRow['verdict']): number {
  return rows.filter((row) => row.verdict === verdict).length;
}

function tooManyRows(): SeedFileRefused {
  return new SeedFileRefused(
    'too-large',
    `The file has more than ${String(mostRows)} rows. Ask the vendor for several smaller ones.`,
  );
}

function nullWhereGone(error: unknown): null {
  if (error instanceof ProblemError && error.code === 'not-found') return null;
  throw error;
}
