import { Injectable } from '@nestjs/common';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { Notices } from '../../notices/notices.js';
import type { Trx } from '../../platform/database/database.js';
import { refuseDuringReadOut, refuseReadOutStep, refuseReader } from '../../helpdesk/read-out-fences.js';
import { together } from '../../platform/database/together.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Vault } from '../../platform/vault/vault.js';
import { loadJob, lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { acceptStep } from '../verify/accept-step.js';
import { checkCode } from '../verify/check-code.js';
import { countWrongCode, refuseGuessing } from '../verify/wrong-codes.js';
import { giveUp } from './lost/give-up.js';

/** The end of a job's escrow: arrival proved or attested, or the token lost. Either destroys the seed. */
@Injectable()
export class ArrivalService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly notices: Notices,
  ) {}

  /**
   * A code from the token, at its recipient's.
   * @throws ProblemError `wrong-code`, `used-code`, `read-out-code`, `read-out-live`, `too-many-tries`, `seed-destroyed`, `move-refused`
   */
  async prove(jobId: string, code: string, actor: Actor): Promise<void> {
    const job = await loadJob(this.work.read, jobId);
    const seedId = job.seed_id;
    if (seedId === null) throw new ProblemError('seed-destroyed');
    if (!['shipped', 'delivered', 'handed-over'].includes(job.state)) {
      throw new ProblemError(
        'move-refused',
        `Job ${String(job.number)} is ${job.state}; it has not left yet, or has ended.`,
      );
    }
    const parcel = { kind: 'code.wrong-at-arrival', jobId } as const;
    const [, token] = await this.work.read.connection().execute((db) =>
      together(
        refuseGuessing(db, parcel),
        db
          .selectFrom('token')
          .select('drift')
          .where('serial', '=', job.serial ?? '')
          .where('profile', '=', job.profile)
          .executeTakeFirst(),
      ),
    );
    const now = this.clock.unixSeconds();
    const verdict = await checkCode({ db: this.work.read, vault: this.vault, now }, job, code, {
      seedId,
      drift: token?.drift ?? null,
      purpose: 'arrival',
    });
    if (verdict.kind === 'replayed') throw new ProblemError('used-code');
    if (verdict.kind === 'outside') {
      await countWrongCode(this.work, parcel, actor);
      throw new ProblemError('wrong-code', 'The code does not match this job’s token.');
    }
    await this.work.run(async (trx) => {
      const [locked] = await together(
        lockJob(trx, jobId),
        refuseReadOutStep(trx, { seedId, step: verdict.step }),
        refuseDuringReadOut(trx, jobId, this.clock.now()),
        acceptStep(trx, { seedId, purpose: 'arrival', step: verdict.step }),
      );
      await this.#arrived(trx, locked, { actor, facts: { proof: 'code', drift: verdict.drift } });
    });
  }

  /** A named member of staff says that it arrived, and how they know. @throws ProblemError `read-out-by-you`, `read-out-live`, `move-refused` */
  async attest(jobId: string, attestation: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const facts = { proof: 'attested', attestation };
      const [job] = await together(
        lockJob(trx, jobId),
        refuseReader(trx, [jobId], actor),
        refuseDuringReadOut(trx, jobId, this.clock.now()),
      );
      await this.#arrived(trx, job, { actor, facts });
    });
  }

  async lose(jobId: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await giveUp(trx, this.vault, await lockJob(trx, jobId), { actor, reason });
    });
  }

  /** Whoever got the recipient's mail ordered nothing: the token is given up as lost, and the staff are told. */
  async disown(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      const about = { batchId: job.batch_id, jobId, stationId: job.station_id, serial: job.serial };
      await recordEvents(trx, [{ kind: 'arrival.not-me', actor, ...about }]);
      await giveUp(trx, this.vault, job, { actor, reason: 'This is not me' });
      await this.notices.notify(trx, { kind: 'not-me', jobId });
    });
  }

  async #arrived(trx: Trx, job: JobRecord, end: { actor: Actor; facts: Record<string, unknown> }): Promise<void> {
    const [, seeds] = await together(
      moveJob(trx, job, 'arrive', { to: 'arrived', ...end }),
      this.vault.supersededSeeds(trx, job.id, null),
    );
    const why = { actor: end.actor, reason: 'the token arrived', jobId: job.id, serial: job.serial };
    for (const seedId of seeds) await this.vault.destroy(trx, seedId, why);
  }
}
