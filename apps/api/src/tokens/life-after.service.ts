import { Injectable } from '@nestjs/common';
import type { ReassignToken, ReturnToken, WithdrawalGoal } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { askWithdrawal } from '../directory/life-after/ask-withdrawal.js';
import type { Trx } from '../platform/database/database.js';
import type { TokenTable } from '../platform/database/schema/tokens.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { seedState } from '../platform/vault/seed-state.js';
import { Vault } from '../platform/vault/vault.js';
import { endWayIn } from '../workflow/ship/lost/last-way-in.js';
import { endBindings } from './end-bindings.js';
import { refuseSetAside } from './in-doubt/quarantine.js';
import { lockJobsOf } from './jobs-of-token.js';
import { refuseUnderWay } from './refuse-under-way.js';
import { makeJobWithToken } from './job-with-token.js';
import { neverSeen } from './tokens.service.js';

/** A token with one seed at most, or one profile of one that has many. */
export type HeldToken = Selectable<TokenTable> & { readonly seed_state: 'kept' | 'destroyed' | null };

interface Ending {
  readonly reason: string;
  readonly actor: Actor;
  readonly kind: string;
  readonly goal: WithdrawalGoal;
}

/** What becomes of a token after its job: returned, given to somebody else, retired, lost. A device is taken with all its profiles. */
@Injectable()
export class LifeAfterService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  /**
   * An admin says that it came back: its bindings end, nobody has it in the directory any more, and it goes to stock with
   * its seed or is to be burned anew, its old seed destroyed.
   * @throws ProblemError `not-found`, `move-refused` while a job of it is under way, `token-unfit` for a choice it cannot take
   */
  async declareReturned(serial: string, { reason, next }: ReturnToken, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const tokens = await this.#end(trx, serial, {
        reason,
        actor,
        kind: 'token.declared-returned',
        goal: 'unassigned',
      });
      for (const token of tokens) await this.#takeBack(trx, token, { next, actor, reason });
    });
  }

  /** It is nobody's any more and leaves the directory; a seed that is still here is destroyed. */
  async retire(serial: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const tokens = await this.#end(trx, serial, { reason, actor, kind: 'token.retired', goal: 'deleted' });
      await this.#giveUp(trx, tokens, { actor, reason: 'the token was retired' });
      await trx.deleteFrom('quarantine').where('serial', '=', serial).execute();
    });
  }

  /** Its user has it no more: at once it opens nothing. */
  async lose(serial: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const tokens = await this.#end(trx, serial, { reason, actor, kind: 'token.lost', goal: 'unassigned' });
      await this.#giveUp(trx, tokens, { actor, reason: 'the token was lost' });
    });
  }

  /** To another recipient: a new job with this token. @returns the job's id @throws ProblemError `token-unfit` */
  async reassign(serial: string, { upn, reason }: ReassignToken, actor: Actor): Promise<string> {
    return this.work.run(async (trx) => {
      const [token, another] = await this.#end(trx, serial, {
        ...{ reason, actor },
        kind: 'token.reassigned',
        goal: 'unassigned',
      });
      if (token === undefined) throw neverSeen(serial);
      if (another !== undefined || token.family === 'molto2') {
        throw new ProblemError(
          'token-unfit',
          'A Molto2 is given to somebody else profile by profile: make a job for them and name the profile.',
        );
      }
      await refuseSetAside(trx, serial);
      await this.#takeBack(trx, token, { next: undefined, actor, reason });
      return makeJobWithToken(trx, { ...token, upn, reason, actor });
    });
  }

  /** Locks what is to change, ends the bindings, says so on the record, and has the directory hear of it. */
  async #end(trx: Trx, serial: string, { reason, actor, kind, goal }: Ending): Promise<HeldToken[]> {
    const served = await lockJobsOf(trx, serial, goal);
    const jobs = [...new Set(served.flatMap(({ id, isLast }) => (isLast ? [id] : [])))];
    const holders = new Set(served.flatMap(({ id, holdsIt }) => (holdsIt ? [id] : [])));
    for (const oldJobId of holders) await endWayIn(trx, this.vault, { oldJobId, actor, reason: turnedUp });
    const tokens = await trx
      .selectFrom('token')
      .selectAll('token')
      .select(seedState('token.seed_id').as('seed_state'))
      .where('serial', '=', serial)
      .orderBy('profile')
      .forUpdate()
      .execute();
    if (tokens.length === 0) throw neverSeen(serial);
    await refuseUnderWay(trx, serial);
    await endBindings(trx, { serial }, reason);
    const about = jobs.length === 0 ? [null] : jobs;
    await recordEvents(
      trx,
      about.map((jobId) => ({ kind, actor, serial, jobId, facts: { reason } })),
    );
    for (const each of served) await askWithdrawal(trx, each, { goal, registered: true });
    return tokens;
  }

  async #takeBack(
    trx: Trx,
    token: HeldToken,
    { next, actor, reason }: { next: ReturnToken['next']; actor: Actor; reason: string },
  ): Promise<void> {
    const { serial, profile } = token;
    const kept = token.seed_state === 'kept' ? token.seed_id : null;
    const chosen = next ?? (token.kind === 'classic' || kept !== null ? 'stock' : 'burn-anew');
    if (chosen === 'burn-anew' && token.kind === 'classic') {
      throw new ProblemError('token-unfit', `Token ${serial} is a classic one: it cannot be burned. Take it to stock.`);
    }
    if (chosen === 'stock' && token.kind === 'programmable' && kept === null) {
      throw new ProblemError(
        'token-unfit',
        `The vault no longer has the seed that token ${serial} holds. Have it burned anew.`,
      );
    }
    const status = chosen === 'stock' && kept !== null ? 'stock' : 'returned';
    if (status === 'returned' && kept !== null) {
      await this.vault.destroy(trx, kept, {
        actor,
        reason: `the token came back: ${reason}`,
        jobId: token.job_id,
        serial,
      });
    }
    if (status === 'stock' && kept !== null) await this.vault.assign(trx, kept, null);
    await trx
      .updateTable('token')
      .set({ status, job_id: null, ...(status === 'stock' ? {} : { seed_id: null }) })
      .where('serial', '=', serial)
      .where('profile', '=', profile)
      .execute();
  }

  async #giveUp(trx: Trx, tokens: readonly HeldToken[], why: { actor: Actor; reason: string }): Promise<void> {
    for (const { serial, profile, job_id: jobId, seed_id: seedId } of tokens) {
      if (seedId !== null) await this.vault.destroy(trx, seedId, { ...why, jobId, serial });
      await trx
        .updateTable('token')
        .set({ status: 'retired' })
        .where('serial', '=', serial)
        .where('profile', '=', profile)
        .execute();
    }
  }
}

/** A token that was lost in the post, and of which somebody knows more by now. */
const turnedUp = 'the lost token was declared';
