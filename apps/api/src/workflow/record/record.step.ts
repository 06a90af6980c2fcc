import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { JobState } from '@depot/contracts';
import { theDepot } from '../../audit/actor.js';
import { Directory } from '../../directory/directory.js';
import type { RecordAnswer } from '../../directory/directory.js';
import type { Trx } from '../../platform/database/database.js';
import { together } from '../../platform/database/together.js';
import { beginEscrow } from '../../escrow/begin-escrow.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Vault } from '../../platform/vault/vault.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { lockJob } from '../job-record.js';
import type { JobRecord } from '../job-record.js';
import { moveJob } from '../move-job.js';
import { endWayIn } from '../ship/lost/last-way-in.js';
import { ComputedCode } from './computed-code.js';
import type { StepHandler } from '../step-handler.js';

/** Record: the ledger binds (serial, profile, tenant) to the recipient, then the directory is told. */
@Injectable()
export class RecordStep implements StepHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: Directory,
    private readonly computedCode: ComputedCode,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async handle(job: JobRecord): Promise<void> {
    const asked = await this.directory.record(job);
    const late = !asked.done && asked.wants === 'code';
    const answer: RecordAnswer = late && (await this.computedCode.activates(job)) ? { done: true } : asked;
    await this.work.run(async (trx) => {
      const set = answer.done && job.route !== 'qr' ? { accepted: true } : {};
      await together(
        lockJob(trx, job.id),
        this.#bind(trx, job),
        moveJob(trx, job, 'recorded', { to: nextOf(answer), actor: theDepot, set }),
      );
      if (answer.done) await endWayIn(trx, this.vault, { newJobId: job.id, actor: theDepot, reason: enrolled });
      if (answer.done) await beginEscrow(trx, job, { vault: this.vault, now: this.clock.now(), actor: theDepot });
    });
  }

  /** @throws ProblemError `duplicate-serial` naming the other job */
  async #bind(trx: Trx, job: JobRecord): Promise<void> {
    const serial = job.serial ?? '';
    const bound = trx
      .insertInto('binding')
      .values({
        id: randomUUID(),
        serial,
        profile: job.profile,
        tenant_id: job.tenant_id,
        recipient_id: job.recipient_id,
        job_id: job.id,
      })
      .onConflict((conflict) =>
        conflict.columns(['serial', 'profile', 'tenant_id']).where('ended_at', 'is', null).doNothing(),
      )
      .execute();
    const found = trx
      .selectFrom('binding')
      .innerJoin('job', 'job.id', 'binding.job_id')
      .select(['binding.job_id', 'job.number'])
      .where('binding.serial', '=', serial)
      .where('binding.profile', '=', job.profile)
      .where('binding.tenant_id', '=', job.tenant_id)
      .where('binding.ended_at', 'is', null)
      .executeTakeFirstOrThrow();
    const token = trx
      .updateTable('token')
      .set({ status: 'bound' })
      .where('serial', '=', serial)
      .where('profile', '=', job.profile)
      .where('job_id', '=', job.id)
      .execute();
    const [, live] = await together(bound, found, token);
    if (live.job_id !== job.id) {
      throw new ProblemError(
        'duplicate-serial',
        `Token ${serial} is bound by job ${String(live.number)} in this tenant.`,
      );
    }
  }
}

/** Why the seed of a token that was lost in the post goes. */
export const enrolled = 'the token that makes good for it is enrolled';

function nextOf(answer: RecordAnswer): JobState {
  if (answer.done) return 'packing';
  return answer.wants === 'code' ? 'activating' : 'registering';
}
