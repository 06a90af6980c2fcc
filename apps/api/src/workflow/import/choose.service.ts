import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { refuseSetAside } from '../../tokens/in-doubt/quarantine.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { lockJob } from '../job-record.js';
import { moveJob } from '../move-job.js';

/** Taking a token from stock by scanning it. */
@Injectable()
export class ChooseService {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError `not-in-stock`, `set-aside`, `duplicate-serial` naming the other job, `move-refused` */
  async choose(jobId: string, serial: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.serial !== null && job.serial !== serial) {
        throw new ProblemError('wrong-serial', `Job ${String(job.number)} is for token ${job.serial}.`, {
          expected: job.serial,
          serial,
        });
      }
      await moveJob(trx, job, 'choose', { to: 'importing', actor, set: { serial } });
      const reserved = await trx
        .updateTable('token')
        .set({ status: 'reserved', job_id: job.id })
        .where('serial', '=', serial)
        .where('profile', '=', job.profile)
        .where((row) => row.or([row('status', '=', 'stock'), row('job_id', '=', job.id)]))
        .returning('serial')
        .executeTakeFirst();
      if (reserved !== undefined) return refuseSetAside(trx, serial);
      const token = await trx
        .selectFrom('token')
        .leftJoin('job', 'job.id', 'token.job_id')
        .select(['token.status', 'job.number'])
        .where('token.serial', '=', serial)
        .where('token.profile', '=', job.profile)
        .executeTakeFirst();
      if (token === undefined) throw new ProblemError('not-in-stock', `Token ${serial} is not in stock.`);
      const owner = token.number === null ? token.status : `job ${String(token.number)}`;
      throw new ProblemError('duplicate-serial', `Token ${serial} belongs to ${owner}.`, { job: token.number, serial });
    });
  }
}
