import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Me, PersonView, Role } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { sql } from 'kysely';
import type { Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { hashPassword, isPassword } from './passwords.js';
import { RecentSessions, sessionChannel } from './recent-sessions.js';

/** A shift and a bit; the cookie ends with the browser anyway. */
const sessionHours = 12;

/** Argon2id of nothing anybody types: signing in takes as long for a name that is not there. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

export interface NewPerson {
  readonly name: string;
  readonly password: string;
  readonly roles: Role[];
}

type HashedPerson = Omit<NewPerson, 'password'> & { readonly hash: string };

/** People, their roles and their sessions. */
@Injectable()
export class AccountsService {
  readonly #work: UnitOfWork;
  readonly #recent: RecentSessions;

  constructor(work: UnitOfWork, recent: RecentSessions) {
    this.#work = work;
    this.#recent = recent;
  }

  /** @returns the cookie's secret. @throws ProblemError `sign-in-refused` */
  async signIn(name: string, password: string, address: string | null): Promise<{ secret: string; me: Me }> {
    const person = await this.#work.read
      .selectFrom('person')
      .selectAll()
      .where('name', '=', name.toLowerCase())
      .executeTakeFirst();
    const right = await isPassword(password, person?.password_hash ?? (await nobody));
    if (person === undefined || !right) throw new ProblemError('sign-in-refused');
    const secret = randomBytes(32).toString('base64url');
    await this.#work.run(async (trx) => {
      await trx.deleteFrom('session').where('expires_at', '<', new Date()).execute();
      await trx
        .insertInto('session')
        .values({
          id: sessionId(secret),
          person_id: person.id,
          expires_at: new Date(Date.now() + sessionHours * 3_600_000),
        })
        .execute();
      const actor: Actor = { kind: 'person', id: person.id, name: person.name, address };
      await recordEvents(trx, [{ kind: 'person.signed-in', actor }]);
    });
    return { secret, me: { id: person.id, name: person.name, roles: person.roles, language: person.language } };
  }

  async signOut(secret: string): Promise<void> {
    const id = sessionId(secret);
    await this.#work.read.deleteFrom('session').where('id', '=', id).execute();
    await this.#changed(id);
  }

  /** Whose session this is, or null where there is none that lives. */
  whoIs(secret: string): Promise<Me | null> {
    const id = sessionId(secret);
    return this.#recent.find(id, () => this.#lookUp(id));
  }

  async #lookUp(session: string): Promise<Me | null> {
    const person = await this.#work.read
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .select(['person.id', 'person.name', 'person.roles', 'person.language'])
      .where('session.id', '=', session)
      .where('session.expires_at', '>', new Date())
      .executeTakeFirst();
    return person ?? null;
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

  async list(): Promise<PersonView[]> {
    const people = await this.#work.read
      .selectFrom('person')
      .select(['id', 'name', 'roles', 'language', 'created_at'])
      .orderBy('name')
      .execute();
    return people.map(({ created_at, ...person }) => ({ ...person, createdAt: created_at.toISOString() }));
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
  await recordEvents(trx, [{ kind: 'person.added', actor, facts: { name: made.name, roles: made.roles } }]);
  const { id, name, roles, language } = made;
  return { id, name, roles, language, createdAt: made.created_at.toISOString() };
}

function sessionId(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
