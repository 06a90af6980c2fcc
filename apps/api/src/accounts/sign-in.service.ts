import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Me, Oneself, SignIn } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { theDepot } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { PersonTable } from '../platform/database/schema/people.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { AccountsService } from './accounts.service.js';
import { hashPassword, isPassword } from './passwords.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import type { Attempt, Door } from './refused-sign-ins.js';
import { FactorCodes } from './second-factor/factor-codes.js';
import type { Spending } from './second-factor/factor-codes.js';
import { Sessions } from './sessions.service.js';
import type { Comer } from './sessions.service.js';

type Person = Selectable<PersonTable>;

/** Argon2id of nothing anybody types: signing in takes as long for a name that is not there. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Who comes with a name and a password, and six digits where they have set that up. */
@Injectable()
export class SignInService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly sessions: Sessions,
    private readonly refused: RefusedSignIns,
    private readonly codes: FactorCodes,
  ) {}

  /**
   * @returns the cookie's secret
   * @throws ProblemError `sign-in-refused` whatever was wrong, `too-many-requests`
   */
  async signIn(given: z.output<typeof SignIn>, comer: Comer): Promise<{ secret: string; me: Me }> {
    const name = given.name.toLowerCase();
    const { person, spend } = await this.#judge({ ...given, name }, comer.address);
    const secret = await this.work.run(async (trx) => {
      if (!(await spend(trx))) throw new ProblemError('sign-in-refused');
      return this.sessions.begin(trx, { person, way: 'password', comer });
    });
    return { secret, me: await this.accounts.whoEntered(secret) };
  }

  /**
   * Somebody who is signed in says once more who they are, before they change how they sign in.
   * @returns what the change has to do first, in its transaction
   * @throws ProblemError `oneself-refused`, `too-many-requests`
   */
  async prove(me: Me, given: Oneself, address: string | null): Promise<Spending> {
    try {
      return (await this.#judge({ ...given, name: me.name }, address)).spend;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign-in-refused') throw new ProblemError('oneself-refused');
      throw error;
    }
  }

  async #judge(
    given: Oneself & { name: string },
    address: string | null,
  ): Promise<{ person: Person; spend: Spending }> {
    const ofName: Door = { kind: 'name', of: given.name };
    const attempts = await this.#knock(ofName, { kind: 'address', of: address ?? '' });
    const person = await this.work.read
      .selectFrom('person')
      .selectAll()
      .where('name', '=', given.name)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    const right = await isPassword(given.password, person?.password_hash ?? (await nobody));
    const spend = person === undefined ? null : await this.#judgeFactor(person, { ...given, right });
    if (person === undefined || !right || spend === null) throw new ProblemError('sign-in-refused');
    for (const attempt of attempts) await this.refused.forget(attempt);
    return {
      person,
      spend: async (trx) => {
        const spent = (await isStillSo(trx, person)) && (await spend(trx));
        if (spent) await this.refused.clear(trx, ofName, factorDoor(person));
        return spent;
      },
    };
  }

  /** Both doors, or neither. @throws ProblemError `too-many-requests` */
  async #knock(...doors: readonly Door[]): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    for (const door of doors) {
      const attempt = await this.refused.knock(door);
      if (attempt === null) {
        for (const other of attempts) await this.refused.forget(other);
        throw new ProblemError('too-many-requests', 'Too many sign-ins were refused. Wait ten minutes.');
      }
      attempts.push(attempt);
    }
    return attempts;
  }

  /**
   * Does the same whether the password was right, so that the time it takes does not tell. Without a code they are let in as little, and name and
   * address count it; but that guesses at no factor: a command begins so and asks for the code then, and a field is left empty by mistake.
   */
  async #judgeFactor(person: Person, given: { code?: string | undefined; right: boolean }): Promise<Spending | null> {
    if (person.second_factor_at === null) return () => Promise.resolve(true);
    const attempt = await this.refused.knock(factorDoor(person));
    const code = given.code ?? '';
    const spend = await this.codes.judge(this.work.read, person.id, code);
    const isWrongCode = given.right && spend === null && code !== '';
    if (attempt !== null && !isWrongCode) await this.refused.forget(attempt);
    if (isWrongCode) this.#noteRefusal(person);
    return attempt === null ? null : spend;
  }

  /** Somebody has the password, and not the second factor. Nobody waits for it to be written down: they could measure that. */
  #noteRefusal(person: Person): void {
    const facts = { person: person.id, name: person.name };
    void this.work
      .run((trx) => recordEvents(trx, [{ kind: 'person.factor-refused', actor: theDepot, facts }]))
      .catch(() => undefined);
  }
}

/**
 * Whether somebody's password and second factor are what was judged. They stay so until the transaction ends: whoever changes them ends all
 * sessions, and a session that began by the old ones must be there by then, or not begin.
 */
async function isStillSo(trx: Trx, judged: Person): Promise<boolean> {
  const person = await trx
    .selectFrom('person')
    .select(['password_hash', 'second_factor_at'])
    .where('id', '=', judged.id)
    .where('closed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (
    person?.password_hash === judged.password_hash &&
    person.second_factor_at?.getTime() === judged.second_factor_at?.getTime()
  );
}

function factorDoor({ id }: Person): Door {
  return { kind: 'factor', of: id };
}
