import { Injectable } from '@nestjs/common';
import type { Me, NewPass, PassMade, PassOffer } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { EntraRoles } from '../directory/roles/entra-roles.js';
import { TemporaryPassService } from '../directory/temporary-pass/temporary-pass.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { isPassed, ownCheck } from './caller-check.service.js';
import { loadParcel } from './load-parcel.js';

/** A Temporary Access Pass for somebody on the telephone: a code of the token is what comes after it. */
@Injectable()
export class CallerPasses {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passes: TemporaryPassService,
    private readonly roles: EntraRoles,
    private readonly clock: Clock,
  ) {}

  /** What the tenant's policy allows. @throws ProblemError `caller-check` */
  async offer(checkId: string, actor: Actor): Promise<PassOffer> {
    const { jobId } = await this.#passed(checkId, actor);
    return this.passes.offer(jobId);
  }

  /** @throws ProblemError `caller-check`, `not-your-role` for a privileged recipient, and what the service throws */
  async make(checkId: string, wanted: NewPass, by: { actor: Actor; me: Me }): Promise<PassMade> {
    const { jobId, privileged } = await this.#passed(checkId, by.actor);
    if (privileged && !by.me.roles.includes('admin')) {
      throw new ProblemError('not-your-role', 'The recipient is privileged: only an admin makes a pass for them.');
    }
    return this.passes.make(jobId, wanted, by);
  }

  async #passed(checkId: string, actor: Actor): Promise<{ jobId: string; privileged: boolean }> {
    const now = this.clock.now();
    const jobId = await this.work.run(async (trx) => {
      const check = await ownCheck(trx, checkId, { actor, now });
      if (!isPassed(check)) throw new ProblemError('caller-check');
      return check.job_id;
    });
    await this.roles.refresh(jobId);
    const { facts } = await loadParcel(this.work.read, jobId, now);
    return { jobId, privileged: facts.privileged };
  }
}
