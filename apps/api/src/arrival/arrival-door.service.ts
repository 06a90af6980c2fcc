import { Injectable } from '@nestjs/common';
import type { ArrivalCodeMade } from '@depot/contracts';
import { groupedSelfCode } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { ArrivalSecrets } from '../platform/vault/arrival-secrets.js';
import { Vault } from '../platform/vault/vault.js';
import { recipientActor } from '../self-service/recipient-actor.js';
import { loadJob, lockJob } from '../workflow/job-record.js';
import { ArrivalService } from '../workflow/ship/arrival.service.js';
import { Notices } from '../notices/notices.js';
import { ArrivalCodes } from './arrival-codes.js';
import { arrivalLink } from './arrival-link.js';
import { onItsWay } from './arrival-states.js';

/** The public page's side: whoever has the code from the mail. They hear yes, or one sentence for everything else. */
@Injectable()
export class ArrivalDoor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly secrets: ArrivalSecrets,
    private readonly codes: ArrivalCodes,
    private readonly notices: Notices,
    private readonly arrivals: ArrivalService,
    private readonly vault: Vault,
  ) {}

  /** @throws ProblemError `arrival-refused`, whatever was wrong */
  prove(code: string, digits: string, { address }: { address: string | null }): Promise<void> {
    return sayingLittle(async () => {
      const { jobId, actor } = await this.#find(code, address);
      await this.arrivals.prove(jobId, digits, actor);
    });
  }

  /** The recipient ordered nothing, or is somebody else. @throws ProblemError `arrival-refused`, whatever was wrong */
  disown(code: string, { address }: { address: string | null }): Promise<void> {
    return sayingLittle(async () => {
      const { jobId, actor } = await this.#find(code, address);
      await this.arrivals.disown(jobId, actor);
    });
  }

  /** A code to be printed for a recipient without mail; an earlier one is void. @throws ProblemError `not-found`, `move-refused`, `seed-destroyed` where no digits can be compared any more */
  print(jobId: string, actor: Actor): Promise<ArrivalCodeMade> {
    return this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (!onItsWay.includes(job.state))
        throw new ProblemError('move-refused', `Job ${String(job.number)} is ${job.state}; no parcel is on its way.`);
      if (job.seed_id === null || !(await this.vault.has(trx, job.seed_id))) throw new ProblemError('seed-destroyed');
      const raw = await this.codes.renew(trx, jobId);
      const { language } = await trx
        .selectFrom('recipient')
        .select('language')
        .where('id', '=', job.recipient_id)
        .executeTakeFirstOrThrow();
      const about = { batchId: job.batch_id, jobId, serial: job.serial };
      await recordEvents(trx, [{ kind: 'arrival.code-shown', actor, ...about }]);
      const { publicUrl } = this.notices;
      const link = publicUrl === null ? null : arrivalLink(publicUrl, raw);
      return { code: groupedSelfCode(raw), link, language: language ?? 'en' };
    });
  }

  async #find(code: string, address: string | null): Promise<{ jobId: string; actor: Actor }> {
    const found = await this.work.read
      .selectFrom('arrival_code')
      .select('job_id')
      .where('print', '=', this.secrets.printOf(code))
      .executeTakeFirst();
    if (found === undefined) throw new ProblemError('arrival-refused');
    const job = await loadJob(this.work.read, found.job_id);
    if (!onItsWay.includes(job.state)) throw new ProblemError('arrival-refused');
    return {
      jobId: job.id,
      actor: recipientActor({ recipientId: job.recipient_id, jobNumber: job.number }, address),
    };
  }
}

/** A stranger must not learn from the answer whether a code is anybody's, or what became of the token. */
async function sayingLittle(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) throw new ProblemError('arrival-refused');
    throw error;
  }
}
