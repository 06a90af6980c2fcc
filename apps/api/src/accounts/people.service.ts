import { Injectable } from '@nestjs/common';
import type { NewPassword, PeopleRules, SetPeopleRules } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { PersonTable } from '../platform/database/schema/people.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { hashPassword } from './passwords.js';
import { everybody } from './recent-sessions.js';
import { peopleRules } from './people-rules.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { Factors } from './second-factor/factors.service.js';
import { Sessions } from './sessions.service.js';

type Person = Selectable<PersonTable>;

/** What an admin does with other people's sign-ins. Whatever it is, who had the old one is out at once. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly factors: Factors,
    private readonly refused: RefusedSignIns,
  ) {}

  /** @throws ProblemError `not-found`, `not-oneself`: so that one admin at least is left */
  close(id: string, reason: string, actor: Actor): Promise<void> {
    return this.#change(id, actor, async (trx, person) => {
      await trx
        .updateTable('person')
        .set({ closed_at: person.closed_at ?? new Date() })
        .where('id', '=', id)
        .execute();
      return { kind: 'person.closed', reason };
    });
  }

  /** @throws ProblemError `not-found`, `not-oneself` */
  reopen(id: string, reason: string, actor: Actor): Promise<void> {
    return this.#change(id, actor, async (trx) => {
      await trx.updateTable('person').set({ closed_at: null }).where('id', '=', id).execute();
      return { kind: 'person.reopened', reason };
    });
  }

  /** @throws ProblemError `not-found`, `not-oneself`, `provider-person` */
  async setPassword(id: string, { password, reason }: NewPassword, actor: Actor): Promise<void> {
    const hash = await hashPassword(password);
    await this.#change(id, actor, async (trx, person) => {
      refuseProvidersOwn(person);
      await trx.updateTable('person').set({ password_hash: hash }).where('id', '=', id).execute();
      await this.refused.clear(trx, { kind: 'name', of: person.name });
      return { kind: 'person.password-set', reason };
    });
  }

  /** Their second factor is lost: the password alone lets them in again, to set up another one. @throws as `setPassword` */
  resetFactor(id: string, reason: string, actor: Actor): Promise<void> {
    return this.#change(id, actor, async (trx, person) => {
      refuseProvidersOwn(person);
      await this.factors.forget(trx, id);
      await this.refused.clear(trx, { kind: 'factor', of: id });
      return { kind: 'person.factor-reset', reason };
    });
  }

  /** All sessions of one person. @throws ProblemError `not-found` */
  async endSessions(id: string, actor: Actor): Promise<{ ended: number }> {
    return this.work.run(async (trx) => this.sessions.endAll(trx, await load(trx, id), { actor }));
  }

  rules(): Promise<PeopleRules> {
    return peopleRules(this.work.read);
  }

  async setRules({ secondFactor, reason }: SetPeopleRules, actor: Actor): Promise<PeopleRules> {
    const roles = [...new Set(secondFactor)];
    await this.work.run(async (trx) => {
      await trx
        .insertInto('people_rules')
        .values({ second_factor: roles })
        .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ second_factor: roles }))
        .execute();
      await this.sessions.changed(trx, everybody);
      await recordEvents(trx, [{ kind: 'people-rules.changed', actor, facts: { reason, secondFactor: roles } }]);
    });
    return { secondFactor: roles };
  }

  async #change(
    id: string,
    actor: Actor,
    work: (trx: Trx, person: Person) => Promise<{ kind: string; reason: string }>,
  ): Promise<void> {
    if (id === actor.id) throw new ProblemError('not-oneself');
    await this.work.run(async (trx) => {
      const person = await load(trx, id);
      const { kind, reason } = await work(trx, person);
      await this.sessions.endAll(trx, person, { actor });
      await this.sessions.changed(trx, id);
      await recordEvents(trx, [{ kind, actor, facts: { person: id, name: person.name, reason } }]);
    });
  }
}

async function load(trx: Trx, id: string): Promise<Person> {
  const person = await trx.selectFrom('person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (person === undefined) throw new ProblemError('not-found');
  return person;
}

function refuseProvidersOwn({ issuer }: Person): void {
  if (issuer !== null) throw new ProblemError('provider-person');
}
