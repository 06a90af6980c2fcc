import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FactorOffer, FactorView, Me, RecoveryCodes } from '@depot/contracts';
import { encodeBase32, entraParameters, matchCode } from '@depot/totp';
import type { Selectable } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Database, Trx } from '../../platform/database/database.js';
import type { PersonTable } from '../../platform/database/schema/people.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { SecondFactorSecret } from '../../platform/vault/second-factor-secret.js';
import { SecondFactors } from '../../platform/vault/second-factors.js';
import { peopleRules } from '../people-rules.js';
import { RefusedSignIns } from '../refused-sign-ins.js';
import { Sessions } from '../sessions.service.js';
import type { Spending } from './factor-codes.js';
import { FactorCodes } from './factor-codes.js';

/** RFC 4226, section 4: 160 bits. */
const secretBytes = 20;

/** People's own second factors: offered, confirmed by a code, given up. */
@Injectable()
export class Factors {
  constructor(
    private readonly work: UnitOfWork,
    private readonly secrets: SecondFactors,
    private readonly codes: FactorCodes,
    private readonly sessions: Sessions,
    private readonly refused: RefusedSignIns,
    private readonly clock: Clock,
  ) {}

  async view(me: Me): Promise<FactorView> {
    const person = await load(this.work.read, me.id);
    const { left } = await this.work.read
      .selectFrom('recovery_code')
      .select((row) => row.fn.countAll<number>().as('left'))
      .where('person_id', '=', me.id)
      .executeTakeFirstOrThrow();
    const { secondFactor } = await peopleRules(this.work.read);
    return {
      way: person.issuer === null ? 'password' : 'provider',
      setUpAt: person.second_factor_at?.toISOString() ?? null,
      codesLeft: left,
      required: person.issuer === null && person.roles.some((role) => secondFactor.includes(role)),
    };
  }

  /** A new secret, which counts once a code has confirmed it. @throws ProblemError `factor-there`, `provider-person`, `oneself-refused` */
  async offer(me: Me, prove: () => Promise<Spending>): Promise<FactorOffer> {
    const person = await load(this.work.read, me.id);
    if (person.issuer !== null) throw new ProblemError('provider-person');
    if (person.second_factor_at !== null) throw new ProblemError('factor-there');
    const spend = await prove();
    const bytes = new Uint8Array(randomBytes(secretBytes));
    const key = encodeBase32(bytes);
    await this.work.run(async (trx) => {
      await orRefuse(spend, trx);
      const current = await load(trx, me.id);
      if (current.second_factor_at !== null) throw new ProblemError('factor-there');
      await this.secrets.set(trx, me.id, new SecondFactorSecret(bytes));
    });
    return { uri: offerUri(me.name, key), key: (key.match(/.{4}/g) ?? []).join(' ') };
  }

  /**
   * From now on they need it to sign in; whoever else is signed in as them is out.
   * @returns recovery codes, in this answer alone
   * @throws ProblemError `factor-code`, `factor-there`, `too-many-requests`
   */
  async confirm(me: Me, code: string, { secret, actor }: { secret: string; actor: Actor }): Promise<RecoveryCodes> {
    const attempt = await this.refused.knock({ kind: 'factor', of: me.id });
    if (attempt === null) {
      throw new ProblemError(
        'too-many-requests',
        'Too many wrong digits today. Ask an admin to reset your second factor.',
      );
    }
    const now = this.clock.unixSeconds();
    const outcome = await this.secrets.use(this.work.read, me.id, (bytes, { lastStep }) =>
      matchCode(bytes.expose(), entraParameters, { code, now, after: lastStep }),
    );
    if (outcome?.kind !== 'match') throw new ProblemError('factor-code');
    const codes = await this.work.run(async (trx) => {
      const person = await load(trx, me.id);
      if (person.second_factor_at !== null) throw new ProblemError('factor-there');
      if (!(await this.secrets.spend(trx, me.id, outcome))) throw new ProblemError('factor-code');
      await trx.updateTable('person').set({ second_factor_at: this.clock.now() }).where('id', '=', me.id).execute();
      const made = await this.codes.makeRecoveryCodes(trx, me.id);
      await this.refused.clear(trx, { kind: 'factor', of: me.id });
      await this.sessions.endAll(trx, me, { but: secret, actor });
      await this.sessions.changed(trx, me.id);
      await recordEvents(trx, [{ kind: 'person.factor-set-up', actor }]);
      return made;
    });
    return { codes };
  }

  /** New recovery codes; those before are void. @throws ProblemError `not-found`, `oneself-refused` */
  async renewCodes(me: Me, spend: Spending, actor: Actor): Promise<RecoveryCodes> {
    const codes = await this.work.run(async (trx) => {
      await orRefuse(spend, trx);
      const person = await load(trx, me.id);
      if (person.second_factor_at === null) throw new ProblemError('not-found', 'You have no second factor.');
      await recordEvents(trx, [{ kind: 'person.recovery-codes-made', actor }]);
      return this.codes.makeRecoveryCodes(trx, me.id);
    });
    return { codes };
  }

  /** @throws ProblemError `oneself-refused` */
  async remove(me: Me, spend: Spending, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await orRefuse(spend, trx);
      await this.forget(trx, me.id);
      await this.sessions.changed(trx, me.id);
      await recordEvents(trx, [{ kind: 'person.factor-removed', actor }]);
    });
  }

  /** Secret and recovery codes are gone, within the transaction that has a reason for it. */
  async forget(trx: Trx, personId: string): Promise<void> {
    await this.secrets.forget(trx, personId);
    await trx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
    await trx.updateTable('person').set({ second_factor_at: null }).where('id', '=', personId).execute();
  }
}

async function load(db: Database, id: string): Promise<Selectable<PersonTable>> {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function orRefuse(spend: Spending, trx: Trx): Promise<void> {
  if (!(await spend(trx))) throw new ProblemError('oneself-refused');
}

/** As authenticator apps read it. @param key base32 without padding */
function offerUri(name: string, key: string): string {
  const issuer = 'Token Depot';
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${name}`)}?secret=${key}&issuer=${encodeURIComponent(issuer)}`;
}
