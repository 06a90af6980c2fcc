import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { loadJob } from '../workflow/job-record.js';
import { RecordService } from '../workflow/record/record.service.js';
import { VerifyService } from '../workflow/verify/verify.service.js';
import type { Visit } from './kiosk-session.js';

/** Six digits that a recipient types for their own token. */
@Injectable()
export class OwnProof {
  constructor(
    private readonly work: UnitOfWork,
    private readonly verify: VerifyService,
    private readonly record: RecordService,
    private readonly clock: Clock,
  ) {}

  /** The proof uses the one-time code up: it lets its person back in only for what is still asked of this token. */
  async take(visit: Visit, digits: string, actor: Actor): Promise<void> {
    const job = await loadJob(this.work.read, visit.jobId);
    if (job.state === 'activating') {
      await this.record.activate(visit.jobId, digits, actor);
      return;
    }
    await this.verify.proveJob(visit.jobId, digits, actor);
    await this.work.run(async (trx) => {
      await trx.updateTable('self_code').set({ proved_at: this.clock.now() }).where('id', '=', visit.codeId).execute();
      const { batch_id: batchId, serial } = job;
      const { jobId, stationId } = visit;
      await recordEvents(trx, [{ kind: 'self.code-used', actor, batchId, jobId, stationId, serial }]);
    });
  }
}
