import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Me, PersonSession, SessionView, SessionsEnded, SignInWay } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Database, Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { RecentSessions, sessionChannel } from './recent-sessions.js';
import { idleBefore, sessionHours } from './session-life.js';

/** Where a request comes from. `secret`: the session that its browser had before, if any. */
export interface Comer {
  readonly address: string | null;
  readonly browser: string | null;
  readonly secret: string | undefined;
}

interface Entering {
  readonly person: { readonly id: string; readonly name: string };
  readonly way: SignInWay;
  readonly comer: Comer;
}

/** Browsers that are signed in: begun, listed, ended. What ends is over on every replica at once. */
@Injectable()
export class Sessions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly recent: RecentSessions,
  ) {}

  /** Always under a new secret; what the browser had before is worth nothing any more. @returns the cookie's secret */
  async begin(trx: Trx, { person, way, comer }: Entering): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const now = new Date();
    await trx
      .deleteFrom('session')
      .where((row) => row.or([row('expires_at', '<', now), row('used_at', '<', idleBefore(now))]))
      .execute();
    if (comer.secret !== undefined) await this.#remove(trx, [sessionId(comer.secret)]);
    await trx
      .insertInto('session')
      .values({
        id: sessionId(secret),
        person_id: person.id,
        way,
        address: comer.address,
        browser: comer.browser,
        expires_at: new Date(now.getTime() + sessionHours * 3_600_000),
      })
      .execute();
    const actor: Actor = { kind: 'person', id: person.id, name: person.name, address: comer.address };
    await recordEvents(trx, [{ kind: 'person.signed-in', actor, facts: { way, browser: comer.browser } }]);
    return secret;
  }

  /** @returns how it had begun; null where there was none */
  async signOut(secret: string, address: string | null): Promise<SignInWay | null> {
    const id = sessionId(secret);
    return this.work.run(async (trx) => {
      const found = await trx
        .selectFrom('session')
        .innerJoin('person', 'person.id', 'session.person_id')
        .select(['person.id', 'person.name', 'session.way'])
        .where('session.id', '=', id)
        .executeTakeFirst();
      if (found === undefined) return null;
      await this.#remove(trx, [id]);
      const actor: Actor = { kind: 'person', id: found.id, name: found.name, address };
      await recordEvents(trx, [{ kind: 'person.signed-out', actor }]);
      return found.way;
    });
  }

  async ofPerson(personId: string, secret: string): Promise<SessionView[]> {
    const rows = await living(this.work.read).where('person_id', '=', personId).execute();
    return rows.map((row) => viewOf(row, sessionId(secret)));
  }

  async ofEverybody(secret: string): Promise<PersonSession[]> {
    const rows = await living(this.work.read).execute();
    return rows.map((row) => ({
      ...viewOf(row, sessionId(secret)),
      personId: row.person_id,
      name: row.name,
    }));
  }

  /** One of the person's own. @throws ProblemError `not-found` */
  async endOwn(me: Me, id: string, actor: Actor): Promise<SessionsEnded> {
    return this.#end(actor, { personId: me.id, id });
  }

  /** All of the person's but the one that asks. */
  async endOthers(me: Me, secret: string, actor: Actor): Promise<SessionsEnded> {
    return this.work.run((trx) => this.endAll(trx, me, { but: secret, actor }));
  }

  /** Anybody's, by an admin. @throws ProblemError `not-found` */
  async revoke(id: string, actor: Actor): Promise<SessionsEnded> {
    return this.#end(actor, { personId: null, id });
  }

  /** All of a person's, within the transaction that has a reason for it. @param but a secret whose session stays */
  async endAll(
    trx: Trx,
    person: { readonly id: string; readonly name: string },
    { but, actor }: { but?: string; actor: Actor },
  ): Promise<SessionsEnded> {
    const rows = await trx.selectFrom('session').select('id').where('person_id', '=', person.id).execute();
    const kept = but === undefined ? null : sessionId(but);
    const ids = rows.map(({ id }) => id).filter((id) => id !== kept);
    if (ids.length === 0) return { ended: 0 };
    await this.#remove(trx, ids);
    await recordEvents(trx, [ended(person, ids.length, actor)]);
    return { ended: ids.length };
  }

  /** Whatever changes a person says so here; every replica hears it once the transaction is committed. */
  async changed(db: Database, id: string): Promise<void> {
    this.recent.forget(id);
    await sql`SELECT pg_notify(${sessionChannel}, ${id})`.execute(db);
  }

  /** What this replica remembers of a person, once their change is committed. */
  forget(id: string): void {
    this.recent.forget(id);
  }

  async #end(actor: Actor, which: { personId: string | null; id: string }): Promise<SessionsEnded> {
    return this.work.run(async (trx) => {
      const found = await trx
        .selectFrom('session')
        .innerJoin('person', 'person.id', 'session.person_id')
        .select(['person.id', 'person.name'])
        .where('session.id', '=', which.id)
        .executeTakeFirst();
      if (found === undefined || (which.personId !== null && found.id !== which.personId)) {
        throw new ProblemError('not-found', 'This session has ended already.');
      }
      await this.#remove(trx, [which.id]);
      await recordEvents(trx, [ended(found, 1, actor)]);
      return { ended: 1 };
    });
  }

  async #remove(trx: Trx, ids: readonly string[]): Promise<void> {
    await trx
      .deleteFrom('session')
      .where('id', 'in', [...ids])
      .execute();
    for (const id of ids) await this.changed(trx, id);
  }
}

/** As the record names a session: the hash of the cookie's secret. */
export function sessionId(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function ended(person: { id: string; name: string }, sessions: number, actor: Actor) {
  return { kind: 'person.sessions-ended', actor, facts: { person: person.id, name: person.name, sessions } } as const;
}

function living(db: Database) {
  const now = new Date();
  return db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'person_id', 'name', 'way', 'address', 'browser', 'used_at', 'expires_at'])
    .select('session.created_at as since')
    .where('expires_at', '>', now)
    .where('used_at', '>', idleBefore(now))
    .orderBy('name')
    .orderBy('used_at', 'desc');
}

function viewOf(row: Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number], current: string): SessionView {
  return {
    id: row.id,
    way: row.way,
    address: row.address,
    browser: row.browser,
    since: row.since.toISOString(),
    lastUseAt: row.used_at.toISOString(),
    until: row.expires_at.toISOString(),
    current: row.id === current,
  };
}
