import { Injectable } from '@nestjs/common';
import type { ChangePassword, Me } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { hashPassword } from './passwords.js';
import { Sessions } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

/** What people change about their own sign-in. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signIns: SignInService,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Ends all other sessions of the person: whoever knew the old password is out.
   * @param secret the session that stays
   * @throws ProblemError `oneself-refused`, `provider-person`, `too-many-requests`
   */
  async changePassword(
    me: Me,
    given: ChangePassword,
    { secret, actor }: { secret: string; actor: Actor },
  ): Promise<{ ended: number }> {
    await this.#refuseProvidersOwn(me);
    const spend = await this.signIns.prove(me, given, actor.address);
    const hash = await hashPassword(given.next);
    return this.work.run(async (trx) => {
      if (!(await spend(trx))) throw new ProblemError('oneself-refused');
      await trx.updateTable('person').set({ password_hash: hash }).where('id', '=', me.id).execute();
      await recordEvents(trx, [{ kind: 'person.password-changed', actor }]);
      return this.sessions.endAll(trx, me, { but: secret, actor });
    });
  }

  async #refuseProvidersOwn(me: Me): Promise<void> {
    const person = await this.work.read
      .selectFrom('person')
      .select('issuer')
      .where('id', '=', me.id)
      .executeTakeFirstOrThrow();
    if (person.issuer !== null) throw new ProblemError('provider-person');
  }
}
