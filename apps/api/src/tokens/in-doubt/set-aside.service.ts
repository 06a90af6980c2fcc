import { Injectable } from '@nestjs/common';
import { mayMove } from '@depot/contracts';
import type { SetTokenAside } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { refuseWhileWritten } from '../../workflow/burn/orders.js';
import { lockJob } from '../../workflow/job-record.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { neverSeen } from '../tokens.service.js';
import { TakeAway } from './take-away.js';

interface Why {
  readonly reason: string;
  readonly actor: Actor;
}

/** Tokens that something is wrong with: set aside with a reason, and back again. */
@Injectable()
export class SetAsideService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly away: TakeAway,
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
      await refuseWhileWritten(trx, serial);
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
    await this.away.take(trx, job, { move: 'set-aside', actor, reason });
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
