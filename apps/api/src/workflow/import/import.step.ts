import { Injectable } from '@nestjs/common';
import { theDepot } from '../../audit/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import type { StepHandler } from '../step-handler.js';

/** Import: the reserved token's factory seed becomes the job's. */
@Injectable()
export class ImportStep implements StepHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  handle(job: JobRecord): Promise<void> {
    return this.work.run(async (trx) => {
      const token = await trx
        .selectFrom('token')
        .selectAll()
        .where('serial', '=', job.serial ?? '')
        .where('profile', '=', job.profile)
        .where('job_id', '=', job.id)
        .executeTakeFirst();
      if (token?.seed_id == null)
        throw new ProblemError('not-in-stock', `Token ${job.serial ?? ''} has no seed in the vault.`);
      await moveJob(trx, job, 'imported', {
        to: 'verifying',
        actor: theDepot,
        set: { seed_id: token.seed_id, algorithm: token.algorithm, period: token.period, tries: 0 },
      });
      await this.vault.assign(trx, token.seed_id, job.id);
    });
  }
}
