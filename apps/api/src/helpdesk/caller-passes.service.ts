import { Injectable } from '@nestjs/common';
import type { Me, NewPass, PassMade, PassOffer } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { TemporaryPassService } from '../directory/temporary-pass/temporary-pass.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { isPassed, ownCheck } from './caller-check.service.js';

/** A Temporary Access Pass for somebody on the telephone: a code of the token is what comes after it. */
@Injectable()
export class CallerPasses {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passes: TemporaryPassService,
    private readonly clock: Clock,
  ) {}

  /** What the tenant's policy allows. @throws ProblemError `caller-check` */
  async offer(checkId: string, actor: Actor): Promise<PassOffer> {
    return this.passes.offer(await this.#passed(checkId, actor));
  }

  /** @throws ProblemError `caller-check`, and what the service throws */
  async make(checkId: string, wanted: NewPass, by: { actor: Actor; me: Me }): Promise<PassMade> {
    return this.passes.make(await this.#passed(checkId, by.actor), wanted, by);
  }

  /** @returns the job whose recipient the caller has shown to be */
  #passed(checkId: string, actor: Actor): Promise<string> {
    return this.work.run(async (trx) => {
      const check = await ownCheck(trx, checkId, { actor, now: this.clock.now() });
      if (!isPassed(check)) throw new ProblemError('caller-check');
      return check.job_id;
    });
  }
}
