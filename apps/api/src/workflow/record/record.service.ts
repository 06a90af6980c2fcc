import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { lockJob } from '../job-record.js';
import { moveJob } from '../move-job.js';

/** What people say of the directory's side. */
@Injectable()
export class RecordService {
  constructor(private readonly work: UnitOfWork) {}

  /** Microsoft's page took the code: from now on the token lets its user in. */
  async accept(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await moveJob(trx, await lockJob(trx, jobId), 'accept', { to: 'recording', actor, set: { accepted: true } });
    });
  }

  /** The token was uploaded and activated in the portal. */
  async register(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await moveJob(trx, await lockJob(trx, jobId), 'register', { to: 'packing', actor, set: { accepted: true } });
    });
  }
}
