import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { lockJob } from '../../workflow/job-record.js';
import { TakeAway } from './take-away.js';

/** A token in hand that goes back to where it was taken from. */
@Injectable()
export class PutBackService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly away: TakeAway,
  ) {}

  /**
   * Nothing is said against the token: a vendor's is in stock again, and another may be burned anew.
   * @throws ProblemError `move-refused` once its code has proved it, `method-first`
   */
  async putBack(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.accepted) throw new ProblemError('method-first');
      await this.away.take(trx, job, { move: 'put-back', actor, reason: null });
    });
  }
}
