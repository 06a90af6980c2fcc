import { Injectable } from '@nestjs/common';
import { firstStateAtStation, mayMove } from '@depot/contracts';
import type { SetTokenAside } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import { askWithdrawal } from '../../directory/life-after/ask-withdrawal.js';
import type { Trx } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ClientCredentials } from '../../platform/vault/client-credentials.js';
import { Vault } from '../../platform/vault/vault.js';
import { takeOrderBack } from '../../workflow/burn/orders.js';
import { lockJob } from '../../workflow/job-record.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { moveJob } from '../../workflow/move-job.js';
import { neverSeen } from '../tokens.service.js';

interface Why {
  readonly reason: string;
  readonly actor: Actor;
}

/** Tokens that something is wrong with: set aside with a reason, and back again. */
@Injectable()
export class SetAsideService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly credentials: ClientCredentials,
  ) {}

  /**
   * No job gets the token any more. One that holds it keeps its place, and goes on with another token and, but for a factory seed, another seed.
   * @returns the job's id @throws ProblemError `not-found`, `move-refused` while it is written or in a parcel, `method-first`
   */
  async setAside(serial: string, { reason, methodGone }: SetTokenAside, actor: Actor): Promise<string | null> {
    return this.work.run(async (trx) => {
      const jobs = await liveJobs(trx, serial);
      for (const { id } of jobs) {
        const job = await lockJob(trx, id);
        // Somebody else was quicker.
        if (job.serial !== serial) continue;
        await this.#takeAway(trx, job, { reason, methodGone, actor });
      }
      const locked = await trx.selectFrom('token').select('serial').where('serial', '=', serial).forUpdate().execute();
      if (locked.length === 0) throw neverSeen(serial);
      if ((await liveJobs(trx, serial)).length > 0) {
        throw new ProblemError('move-refused', `A job took token ${serial} a moment ago. Try again.`);
      }
      await trx
        .insertInto('quarantine')
        .values({ serial, reason })
        .onConflict((conflict) => conflict.column('serial').doUpdateSet({ reason, since: sql<Date>`now()` }))
        .execute();
      const [first] = jobs;
      const about = first === undefined ? {} : { jobId: first.id };
      await recordEvents(trx, [{ kind: 'token.set-aside', actor, serial, ...about, facts: { reason } }]);
      return first?.id ?? null;
    });
  }

  /** It is fine after all. @throws ProblemError `token-unfit` where it is not set aside */
  async putBack(serial: string, { reason, actor }: Why): Promise<void> {
    await this.work.run(async (trx) => {
      const freed = await trx
        .deleteFrom('quarantine')
        .where('serial', '=', serial)
        .returning('serial')
        .executeTakeFirst();
      if (freed === undefined) throw new ProblemError('token-unfit', `Token ${serial} is not set aside.`);
      await recordEvents(trx, [{ kind: 'token.put-back', actor, serial, facts: { reason } }]);
    });
  }

  async #takeAway(trx: Trx, job: JobRecord, { reason, methodGone, actor }: SetTokenAside & Why): Promise<void> {
    if (!mayMove(job.state, 'set-aside')) {
      throw new ProblemError(
        'move-refused',
        `Job ${String(job.number)} holds this token and is ${job.state}: take the token out of its parcel first, or wait a moment.`,
      );
    }
    if (job.accepted && !methodGone) throw new ProblemError('method-first');
    await takeOrderBack(trx, job);
    // Where Graph is connected, the job's next token takes the place of this one there.
    const connected = (await this.credentials.connection(trx, job.tenant_id)) !== null;
    if (job.accepted && job.route !== 'qr' && !connected) await askWithdrawal(trx, job, 'deleted');
    const token = trx.updateTable('token').where('job_id', '=', job.id);
    const imported = job.route === 'import';
    if (imported) await token.set({ status: 'stock', job_id: null }).execute();
    else await token.set({ status: 'returned', job_id: null, seed_id: null }).execute();
    // The seed of the others is a generation that is over: it goes when the next one is proved.
    if (imported && job.seed_id !== null) await this.vault.assign(trx, job.seed_id, null);
    await trx
      .updateTable('binding')
      .set({ ended_at: new Date(), ended_reason: reason })
      .where('job_id', '=', job.id)
      .where('ended_at', 'is', null)
      .execute();
    const generation = imported ? job.generation : job.generation + 1;
    await moveJob(trx, job, 'set-aside', {
      to: firstStateAtStation(job.route),
      actor,
      set: { serial: null, profile: 0, seed_id: null, generation, shipment_id: null, tries: 0, accepted: false },
      facts: { reason, token: job.serial },
    });
  }
}

/** Jobs under way that hold the token: one, or one for each profile of a device. */
function liveJobs(trx: Trx, serial: string): Promise<{ id: string }[]> {
  return trx
    .selectFrom('job')
    .select('id')
    .where('serial', '=', serial)
    .where('state', 'not in', ['waiting', 'arrived', 'cancelled', 'lost'])
    .orderBy('id')
    .execute();
}
