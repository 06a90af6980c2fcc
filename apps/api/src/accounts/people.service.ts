import { Inject, Injectable } from '@nestjs/common';
import { Role } from '@depot/contracts';
import type { NewPassword, PeopleRules, SetPeopleRules, SetRoles } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { PersonTable } from '../platform/database/schema/people.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { Admins } from './admins.js';
import { hashPassword } from './passwords.js';
import { everybody } from './recent-sessions.js';
import { peopleRules } from './people-rules.js';
import { providerToken } from './provider/provider-sign-in.service.js';
import type { Provider } from './provider/provider-sign-in.service.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { Factors } from './second-factor/factors.service.js';
import { Sessions } from './sessions.service.js';

type Person = Selectable<PersonTable>;

/** What became of a person, for the record. */
interface Change {
  readonly kind: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What an admin does with other people's sign-ins. Whatever it is, who had the old one is out at once. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly factors: Factors,
    private readonly refused: RefusedSignIns,
    @Inject(providerToken) private readonly provider: Provider | null,
  ) {}

  /** @throws ProblemError `not-found`, `not-oneself`, `last-admin` */
  close(id: string, reason: string, actor: Actor): Promise<void> {
    return this.#change(id, { reason, actor }, async (trx, person, admins) => {
      admins.refuseToLose(id);
      await trx
        .updateTable('person')
        .set({ closed_at: person.closed_at ?? new Date() })
        .where('id', '=', id)
        .execute();
      return { kind: 'person.closed' };
    });
  }

  /** @throws ProblemError `not-found`, `not-oneself` */
  reopen(id: string, reason: string, actor: Actor): Promise<void> {
    return this.#change(id, { reason, actor }, async (trx) => {
      await trx.updateTable('person').set({ closed_at: null }).where('id', '=', id).execute();
      return { kind: 'person.reopened' };
    });
  }

  /** @throws ProblemError `not-found`, `not-oneself`, `provider-person`, `person-closed`, `last-admin` */
  setRoles(id: string, { roles, reason }: SetRoles, actor: Actor): Promise<void> {
    const next = inOrder(roles);
    return this.#change(id, { reason, actor }, async (trx, person, admins) => {
      refuseProvidersOwn(
        person,
        'The provider’s claim gives them their roles at each sign-in. Change it there, then end their sessions here.',
      );
      if (person.closed_at !== null) throw new ProblemError('person-closed');
      if (!next.includes('admin')) admins.refuseToLose(id);
      const before = inOrder(person.roles);
      if (next.join() === before.join()) return null;
      await trx.updateTable('person').set({ roles: next }).where('id', '=', id).execute();
      return { kind: 'person.roles-set', facts: { before, roles: next } };
    });
  }

  /** @throws ProblemError `not-found`, `not-oneself`, `provider-person` */
  async setPassword(id: string, { password, reason }: NewPassword, actor: Actor): Promise<void> {
    const hash = await hashPassword(password);
    await this.#change(id, { reason, actor }, async (trx, person) => {
      refuseProvidersOwn(person);
      await trx.updateTable('person').set({ password_hash: hash }).where('id', '=', id).execute();
      await this.refused.clear(trx, { kind: 'name', of: person.name });
      return { kind: 'person.password-set' };
    });
  }

  /** Their second factor is lost: the password alone lets them in again, to set up another one. @throws as `setPassword` */
  resetFactor(id: string, reason: string, actor: Actor): Promise<void> {
    return this.#change(id, { reason, actor }, async (trx, person) => {
      refuseProvidersOwn(person);
      await this.factors.forget(trx, id);
      await this.refused.clear(trx, { kind: 'factor', of: id });
      return { kind: 'person.factor-reset' };
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
    { reason, actor }: { reason: string; actor: Actor },
    /** Null where everything was so already: then nobody is signed out for it. */
    work: (trx: Trx, person: Person, admins: Admins) => Promise<Change | null>,
  ): Promise<void> {
    if (id === actor.id) throw new ProblemError('not-oneself');
    await this.work.run(async (trx) => {
      const admins = await Admins.lock(trx, this.provider?.settings.issuer ?? null);
      const person = await load(trx, id);
      const change = await work(trx, person, admins);
      admins.refuseUnless(actor.id);
      if (change === null) return;
      await this.sessions.endAll(trx, person, { actor });
      await this.sessions.changed(trx, id);
      const facts = { person: id, name: person.name, reason, ...change.facts };
      await recordEvents(trx, [{ kind: change.kind, actor, facts }]);
    });
    // Somebody may have asked, and been remembered as they were, while the transaction was open.
    this.sessions.forget(id);
  }
}

async function load(trx: Trx, id: string): Promise<Person> {
  const person = await trx.selectFrom('person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (person === undefined) {
    throw new ProblemError('not-found', 'There is no such person. Load the list of people anew.');
  }
  return person;
}

/** @param detail what to do about it there */
function refuseProvidersOwn({ issuer }: Person, detail?: string): void {
  if (issuer !== null) throw new ProblemError('provider-person', detail);
}

/** As the roles are listed everywhere, each once. */
function inOrder(roles: readonly Role[]): Role[] {
  return Role.options.filter((role) => roles.includes(role));
}
