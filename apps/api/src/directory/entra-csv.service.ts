import { Injectable } from '@nestjs/common';
import type { Algorithm, EntraCsvRequest } from '@depot/contracts';
import { encodeBase32 } from '@depot/totp';
import { stringify } from 'csv-stringify/sync';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { Vault } from '../platform/vault/vault.js';
import { directorySerial } from './directory-serial.js';

const header = ['upn', 'serial number', 'secret key', 'time interval', 'manufacturer', 'model'];

interface Row {
  readonly upn: string;
  /** Of a token with many profiles it names the profile too: Entra wants each to be there once. */
  readonly serial: string;
  readonly seedId: string;
  readonly period: number;
  readonly algorithm: Algorithm;
  readonly manufacturer: string;
  readonly model: string;
}

/** The file the portal's upload takes, for the jobs of a batch that wait to be registered, or for some of them. */
@Injectable()
export class EntraCsvService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  /**
   * Puts the download on the record, then opens the seeds one line at a time: nothing is gathered, nothing touches disk.
   * @throws ProblemError `not-found` when no job of the batch waits, `bad-request` when one that was chosen does not
   */
  async download({ batchId, jobs, reason }: EntraCsvRequest, actor: Actor): Promise<AsyncGenerator<string>> {
    const chosen = jobs === undefined ? null : [...new Set(jobs)];
    const rows = await this.#rows(batchId, chosen);
    const stranger = rows.find(({ algorithm }) => algorithm !== 'SHA1');
    if (stranger !== undefined) {
      throw new ProblemError(
        'bad-request',
        `Token ${stranger.serial} is SHA-256, and Entra’s CSV takes SHA-1 only. Connect Microsoft Graph, leave its job out, or cancel it and burn the token with SHA-1.`,
      );
    }
    if (rows.length === 0) throw new ProblemError('not-found', 'No job of this batch waits to be registered.');
    if (chosen !== null && rows.length < chosen.length) {
      throw new ProblemError('bad-request', 'Some of the chosen jobs do not wait to be registered. Choose again.');
    }
    await this.work.run((trx) =>
      recordEvents(trx, [
        {
          kind: 'entra-csv.downloaded',
          actor,
          batchId,
          facts: { reason, tokens: rows.length, serials: rows.map((row) => row.serial) },
        },
      ]),
    );
    return this.#lines(rows);
  }

  async *#lines(rows: readonly Row[]): AsyncGenerator<string> {
    yield stringify([header]);
    for (const row of rows) {
      yield await this.vault.use(this.work.read, row.seedId, (seed) =>
        stringify([
          [row.upn, row.serial, encodeBase32(seed.expose()), String(row.period), row.manufacturer, row.model],
        ]),
      );
    }
  }

  async #rows(batchId: string, chosen: readonly string[] | null): Promise<Row[]> {
    const rows = await this.work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .innerJoin('token', (join) =>
        join.onRef('token.serial', '=', 'job.serial').onRef('token.profile', '=', 'job.profile'),
      )
      .select([
        'recipient.upn',
        'token.serial',
        'token.profile',
        'token.family',
        'job.seed_id',
        'job.period',
        'job.algorithm',
        'token.manufacturer',
        'token.model',
      ])
      .where('job.batch_id', '=', batchId)
      .where('job.state', '=', 'registering')
      .$if(chosen !== null, (query) => query.where('job.id', 'in', chosen ?? []))
      .orderBy('job.number')
      .execute();
    return rows.flatMap((row) =>
      row.seed_id === null
        ? []
        : [
            {
              upn: row.upn,
              serial: directorySerial(row),
              seedId: row.seed_id,
              period: row.period,
              algorithm: row.algorithm,
              manufacturer: row.manufacturer ?? 'Token2',
              model: row.model ?? 'unknown',
            },
          ],
    );
  }
}
