import { Injectable } from '@nestjs/common';
import { readCapture, wrongQrHelp } from '@depot/totp';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Seed } from '../../platform/vault/seed.js';
import { DuplicateSeed, Vault } from '../../platform/vault/vault.js';
import type { CaptureText } from '@depot/contracts';
import type { z } from 'zod';
import type { Trx } from '../../platform/database/database.js';
import { lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';

type Capture = z.output<typeof CaptureText>;

/** The user's QR: read, judged, its seed sealed, the burn begun. */
@Injectable()
export class CaptureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  /**
   * Takes the text of Microsoft's QR, or the key typed from under it.
   * @throws ProblemError `wrong-qr` with help, `other-account` naming both, `duplicate-seed` naming the other job, `move-refused`
   */
  async capture(jobId: string, given: Capture, actor: Actor): Promise<void> {
    const reading = readCapture(given.text);
    if (reading.kind === 'wrong') {
      const help = wrongQrHelp[reading.reason];
      throw new ProblemError('wrong-qr', `${help.en.title} ${help.en.whatToDo}`, { reason: reading.reason, help });
    }
    const seed = new Seed(reading.secret);
    try {
      await this.work.run(async (trx) => {
        const job = await lockJob(trx, jobId);
        if (!given.anyAccount) await refuseOtherAccount(trx, job, reading.account);
        const burning = await moveJob(trx, job, 'capture', {
          to: 'burning',
          actor,
          set: { algorithm: reading.parameters.algorithm, period: reading.parameters.period },
          facts: {
            generation: job.generation,
            account: reading.account,
            tenantName: reading.tenantName,
            ...(given.anyAccount ? { anyAccount: true } : {}),
          },
        });
        const seedId = await this.vault.seal(trx, seed, { purpose: 'qr', jobId });
        await together(
          trx.updateTable('job').set({ seed_id: seedId }).where('id', '=', jobId).execute(),
          recordEvents(trx, [
            {
              kind: 'seed.sealed',
              actor,
              batchId: burning.batch_id,
              jobId,
              facts: { seed: seedId, purpose: 'qr', generation: job.generation },
            },
          ]),
        );
      });
    } catch (error) {
      if (error instanceof DuplicateSeed) throw await this.#duplicate(error, jobId);
      throw error;
    } finally {
      seed.wipe();
    }
  }

  async #duplicate(duplicate: DuplicateSeed, jobId: string): Promise<ProblemError> {
    if (duplicate.jobId === jobId) {
      return new ProblemError(
        'duplicate-seed',
        'This QR code was already used for this job. Ask Microsoft’s page for a new one.',
      );
    }
    const other =
      duplicate.jobId === null
        ? undefined
        : await this.work.read.selectFrom('job').select('number').where('id', '=', duplicate.jobId).executeTakeFirst();
    const name = other === undefined ? 'a token in stock' : `job ${String(other.number)}`;
    return new ProblemError('duplicate-seed', `This QR code’s seed already serves ${name}.`, {
      job: other?.number ?? null,
    });
  }
}

/** A token burned for somebody else would sign that person in. The key alone, typed, names nobody. */
async function refuseOtherAccount(trx: Trx, job: JobRecord, account: string | null): Promise<void> {
  if (account === null) return;
  const { upn } = await trx
    .selectFrom('recipient')
    .select('upn')
    .where('id', '=', job.recipient_id)
    .executeTakeFirstOrThrow();
  if (upn.toLowerCase() === account.toLowerCase()) return;
  throw new ProblemError('other-account', `The QR code is for ${account}, the job for ${upn}.`, { account, upn });
}
