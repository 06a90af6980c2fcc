import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Me, PersonRow, PersonView, Role } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { sql } from 'kysely';
import type { Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { hashPassword } from './passwords.js';
import { RecentSessions, everybody, sessionChannel } from './recent-sessions.js';
import { idleBefore, isOldUse } from './session-life.js';
import { sessionId } from './sessions.service.js';

/** Nobody announces that a session ran out: it is looked for. */
const lookMs = 15_000;

/** A local person without a second factor, and a role of theirs takes one. */
const needsFactor = sql<boolean>`depot.person.password_hash IS NOT NULL AND depot.person.second_factor_at IS NULL
  AND EXISTS (SELECT 1 FROM depot.people_rules WHERE people_rules.second_factor && depot.person.roles)`;

export interface NewPerson {
  readonly name: string;
  readonly password: string;
  readonly roles: Role[];
}

type HashedPerson = Omit<NewPerson, 'password'> & { readonly hash: string };

/** People, and who is behind a session. */
@Injectable()
export class AccountsService {
  readonly #work: UnitOfWork;
  readonly #recent: RecentSessions;

  constructor(work: UnitOfWork, recent: RecentSessions) {
    this.#work = work;
    this.#recent = recent;
  }

  /** Whose session this is, or null where there is none that lives. Asking is using it. */
  whoIs(secret: string): Promise<Me | null> {
    const id = sessionId(secret);
    return this.#recent.find(id, () => this.#lookUp(id, true));
  }

  /**
   * For a page that is open and asks for nothing: calls back when its session has ended, at once where somebody ended it. May call more
   * than once. @returns what stops it
   */
  whenOver(secret: string, { id: personId }: Me, over: () => void): () => void {
    const id = sessionId(secret);
    const look = (): void => {
      this.#recent
        .find(id, () => this.#lookUp(id, false))
        .then(
          (me) => {
            if (me === null) over();
          },
          () => undefined,
        );
    };
    const stop = this.#recent.onForget((forgotten) => {
      if (forgotten === id || forgotten === personId || forgotten === everybody) look();
    });
    const timer = setInterval(look, lookMs);
    return () => {
      clearInterval(timer);
      stop();
    };
  }

  /** Whose session this is that has just begun, from the record: nobody has asked for it yet. */
  async whoEntered(secret: string): Promise<Me> {
    const me = await this.#lookUp(sessionId(secret), false);
    if (me === null) throw new ProblemError('sign-in-refused');
    return me;
  }

  async #lookUp(session: string, isUse: boolean): Promise<Me | null> {
    const now = new Date();
    const person = await this.#work.read
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .select(['person.id', 'person.name', 'person.roles', 'person.language', 'session.used_at'])
      .select(needsFactor.as('needs_factor'))
      .where('session.id', '=', session)
      .where('session.expires_at', '>', now)
      .where('session.used_at', '>', idleBefore(now))
      .where('person.closed_at', 'is', null)
      .executeTakeFirst();
    if (person === undefined) return null;
    if (isUse && isOldUse(person.used_at, now)) await this.#use(session, now);
    const { id, name, roles, language } = person;
    return { id, name, roles, language, ...(person.needs_factor ? { needsFactor: true } : {}) };
  }

  async #use(session: string, now: Date): Promise<void> {
    await this.#work.read.updateTable('session').set({ used_at: now }).where('id', '=', session).execute();
  }

  async setLanguage(me: Me, language: Me['language']): Promise<Me> {
    await this.#work.read.updateTable('person').set({ language }).where('id', '=', me.id).execute();
    await this.#changed(me.id);
    return { ...me, language };
  }

  /** Whatever ends a session or changes a person says so here, with the id of either. */
  async #changed(id: string): Promise<void> {
    this.#recent.forget(id);
    await sql`SELECT pg_notify(${sessionChannel}, ${id})`.execute(this.#work.read);
  }

  async list(): Promise<PersonRow[]> {
    const people = await this.#work.read
      .selectFrom('person')
      .select(['id', 'name', 'roles', 'language', 'created_at', 'issuer', 'second_factor_at', 'closed_at'])
      .orderBy('name')
      .execute();
    return people.map((person) => ({
      id: person.id,
      name: person.name,
      roles: person.roles,
      language: person.language,
      createdAt: person.created_at.toISOString(),
      way: person.issuer === null ? 'password' : 'provider',
      secondFactorAt: person.second_factor_at?.toISOString() ?? null,
      closedAt: person.closed_at?.toISOString() ?? null,
    }));
  }

  /** @throws ProblemError `name-taken` */
  async add(person: NewPerson, actor: Actor): Promise<PersonView> {
    const hashed = await withHash(person);
    return this.#work.run((trx) => insertPerson(trx, hashed, actor));
  }

  /** All of them, or (false) none where somebody is there already. */
  async addFirst(people: readonly NewPerson[], actor: Actor): Promise<boolean> {
    const hashed = await Promise.all(people.map(withHash));
    return this.#work.run(async (trx) => {
      // Readers go on; whoever else would add somebody waits.
      await sql`LOCK TABLE depot.person IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
      const somebody = await trx.selectFrom('person').select('id').limit(1).executeTakeFirst();
      if (somebody !== undefined) return false;
      for (const person of hashed) await insertPerson(trx, person, actor);
      return true;
    });
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#work.read.selectFrom('person').select('id').limit(1).executeTakeFirst()) === undefined;
  }
}

async function withHash({ name, password, roles }: NewPerson): Promise<HashedPerson> {
  return { name, roles, hash: await hashPassword(password) };
}

async function insertPerson(trx: Trx, person: HashedPerson, actor: Actor): Promise<PersonView> {
  const made = await trx
    .insertInto('person')
    .values({ id: randomUUID(), name: person.name, password_hash: person.hash, roles: person.roles })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made === undefined) throw new ProblemError('name-taken', `There is a person called ${person.name} already.`);
  await recordEvents(trx, [
    { kind: 'person.added', actor, facts: { person: made.id, name: made.name, roles: made.roles } },
  ]);
  const { id, name, roles, language } = made;
  return { id, name, roles, language, createdAt: made.created_at.toISOString() };
}
