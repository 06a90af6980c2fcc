import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { letGo } from '../../directory/life-after/let-go.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { lockJob } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { takeOrderBack } from './orders.js';

/** A second seed for a job, and a second burn of the same seed. */
@Injectable()
export class RenewService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly credentials: ClientCredentials,
  ) {}

  /**
   * A new seed generation: the old seed will not be used again, the same token is burned anew. The old seed is
   * destroyed once the new one has proved itself; until then it tells a code of the old generation from a stranger's.
   * @throws ProblemError `move-refused`
   */
  async renew(jobId: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.route === 'import') {
        throw new ProblemError(
          'move-refused',
          'A factory seed cannot be renewed. Cancel the job and take another token.',
        );
      }
      if (job.station_id === null) throw new ProblemError('move-refused', 'Take the job to a station first.');
      await takeOrderBack(trx, job);
      await letGo(trx, job, { goal: 'deleted', credentials: this.credentials });
      await moveJob(trx, job, 'renew', {
        to: job.route === 'qr' ? 'capturing' : 'burning',
        actor,
        set: { generation: job.generation + 1, seed_id: null, shipment_id: null, tries: 0 },
        facts: { reason, generation: job.generation + 1 },
      });
    });
  }

  /** The same seed onto the same token again, after a write whose outcome is not known. */
  async burnAgain(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      await moveJob(trx, job, 'burn-again', { to: 'burning', actor });
    });
  }
}
