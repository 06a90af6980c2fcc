import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { ProviderSettings } from '../../platform/config/provider-settings.js';
import type { Trx } from '../../platform/database/database.js';
import type { PersonTable } from '../../platform/database/schema/people.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Clock } from '../../platform/http/clock.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { SignInSeals } from '../../platform/vault/sign-in-seals.js';
import { Sessions } from '../sessions.service.js';
import type { Comer } from '../sessions.service.js';
import { claimedRoles, nameIn } from './claimed-roles.js';
import type { Claims } from './claimed-roles.js';
import { IdentityProvider } from './identity-provider.js';
import { flowSeconds, idOfFlow, openFlow, safePage, sealFlow } from './provider-flow.js';
import type { Flow } from './provider-flow.js';

type Person = Selectable<PersonTable>;
/** Where the settings of a provider, or null, are injected. */
export const providerToken = Symbol('provider');

export interface Provider {
  readonly settings: ProviderSettings;
  readonly client: IdentityProvider;
}

/** People who sign in at the identity provider: their roles are its word, read anew each time. */
@Injectable()
export class ProviderSignIn {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly seals: SignInSeals,
    private readonly clock: Clock,
    @Inject(providerToken) private readonly provider: Provider | null,
  ) {}

  get label(): string | null {
    return this.provider?.settings.label ?? null;
  }

  /**
   * @param page what stands after `#` in the address, to come back to
   * @returns where the browser goes, and what it carries until it is back
   * @throws ProblemError `not-found` without a provider, `provider-away`
   */
  async begin(page: string | undefined): Promise<{ url: string; carried: string }> {
    const until = this.clock.unixSeconds() + flowSeconds;
    const { url, flow } = await this.#known().client.begin(safePage(page), until);
    return { url, carried: sealFlow(this.seals, flow) };
  }

  /**
   * @param query of the address that the browser came back to
   * @returns the cookie's secret, and the page to go on with
   * @throws ProblemError `not-found`, `provider-away`, `provider-refused`, `too-many-groups`, `no-role`, `account-closed`
   */
  async finish(query: string, carried: string | undefined, comer: Comer): Promise<{ secret: string; page: string }> {
    const { client, settings } = this.#known();
    const flow = openFlow(this.seals, carried ?? '', this.clock.unixSeconds());
    // Before the provider is asked: what somebody else brings here is not passed on.
    const state = new URLSearchParams(query).get('state') ?? '';
    if (flow === null || idOfFlow({ state }) !== idOfFlow(flow)) {
      throw new ProblemError('provider-refused', undefined, { why: 'state' });
    }
    await this.#spendFlow(flow);
    const claims = await client.claims(query, flow);
    const told = claimedRoles(claims, settings.claim, settings.roles);
    const roles = told === 'untold' ? [] : told;
    const person = await this.work.run((trx) => this.#keep(trx, { claims, roles, address: comer.address }));
    if (roles.length === 0 || person === null) throw new ProblemError('no-role');
    if (person.closed_at !== null) throw new ProblemError('account-closed');
    const secret = await this.work.run((trx) => this.sessions.begin(trx, { person, way: 'provider', comer }));
    return { secret, page: flow.page };
  }

  /** For whoever came by it; null where there is none. */
  endUrl(): Promise<string | null> {
    return this.provider?.client.endUrl() ?? Promise.resolve(null);
  }

  #known(): Provider {
    if (this.provider === null) throw new ProblemError('not-found', 'This depot has no identity provider.');
    return this.provider;
  }

  /** Once, whichever replica it comes back to. @throws ProblemError `provider-refused` */
  async #spendFlow(flow: Flow): Promise<void> {
    const now = this.clock.now();
    await this.work.read.deleteFrom('spent_sign_in').where('until', '<', now).execute();
    const spent = await this.work.read
      .insertInto('spent_sign_in')
      .values({ id: idOfFlow(flow), until: new Date(flow.until * 1000) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (spent === undefined) throw new ProblemError('provider-refused', undefined, { why: 'replay' });
  }

  /** Made or brought up to date, by issuer and subject. @returns null for somebody who is not known and has no role */
  async #keep(trx: Trx, told: { claims: Claims; roles: Role[]; address: string | null }): Promise<Person | null> {
    const { claims, roles } = told;
    const issuer = String(claims['iss']);
    const subject = String(claims['sub']);
    const known = await trx
      .selectFrom('person')
      .selectAll()
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .forUpdate()
      .executeTakeFirst();
    const name = nameIn(claims);
    if (known === undefined && roles.length === 0) return null;
    if (known === undefined) return this.#make(trx, { issuer, subject, name, roles, address: told.address });
    const actor: Actor = { kind: 'person', id: known.id, name: known.name, address: told.address };
    if (roles.join() !== known.roles.join()) {
      await trx.updateTable('person').set({ roles }).where('id', '=', known.id).execute();
      await recordEvents(trx, [
        { kind: 'person.roles-told', actor, facts: { person: known.id, before: known.roles, roles } },
      ]);
      if (roles.length === 0) await this.sessions.endAll(trx, known, { actor });
      await this.sessions.changed(trx, known.id);
    }
    return { ...known, name: await this.#rename(trx, known, name), roles };
  }

  /** A name that somebody else has here stays theirs: this one gets a number behind it. */
  async #make(
    trx: Trx,
    given: { issuer: string; subject: string; name: string; roles: Role[]; address: string | null },
  ): Promise<Person> {
    const { issuer, subject, roles } = given;
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? given.name : `${given.name} (${String(count)})`;
      const made = await trx
        .insertInto('person')
        .values({ id: randomUUID(), name, password_hash: null, issuer, subject, roles })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (made !== undefined) {
        const actor: Actor = { kind: 'person', id: made.id, name, address: given.address };
        await recordEvents(trx, [{ kind: 'person.added', actor, facts: { name, roles, issuer, subject } }]);
        return made;
      }
      const twin = await trx
        .selectFrom('person')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst();
      if (twin !== undefined) return twin;
    }
  }

  async #rename(trx: Trx, known: Person, name: string): Promise<string> {
    if (known.name === name || known.name.startsWith(`${name} (`)) return known.name;
    const taken = await trx.selectFrom('person').select('id').where('name', '=', name).executeTakeFirst();
    if (taken !== undefined) return known.name;
    await trx.updateTable('person').set({ name }).where('id', '=', known.id).execute();
    await this.sessions.changed(trx, known.id);
    return name;
  }
}
