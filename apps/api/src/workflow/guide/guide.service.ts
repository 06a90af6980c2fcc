import { Injectable } from '@nestjs/common';
import type { TickedStep } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { lockJob } from '../job-record.js';

/** The remote session's checklist: its ticks are events of the job and nothing else. */
@Injectable()
export class GuideService {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError `not-found`, `move-refused` for a job of another route, whose user has nothing to do */
  async tick(jobId: string, { step, done }: { step: TickedStep; done: boolean }, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.route !== 'qr') {
        throw new ProblemError('move-refused', `The user of job ${String(job.number)} shows no QR code.`);
      }
      const kind = done ? 'guide.ticked' : 'guide.unticked';
      await recordEvents(trx, [
        { kind, actor, batchId: job.batch_id, jobId, stationId: job.station_id, facts: { kind: step } },
      ]);
    });
  }
}
