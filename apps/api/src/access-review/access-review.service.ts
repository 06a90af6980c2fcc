import { Injectable } from '@nestjs/common';
import { reviewEveryDays } from '@depot/contracts';
import type { AccessReview, MarkReviewed, ReviewDue, ReviewPeriod } from '@depot/contracts';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { reviewLines } from './review-csv.js';
import { countActs, signIns } from './review-acts.js';
import { roleChanges } from './role-changes.js';

const dayMs = 86_400_000;

/** Who can do what and who did it; and an admin's word that they looked at it. */
@Injectable()
export class AccessReviewService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: ApiKeysService,
    private readonly clock: Clock,
  ) {}

  async due(): Promise<ReviewDue> {
    return dueIn(this.work.read, this.clock.now());
  }

  async view({ from, to }: ReviewPeriod): Promise<AccessReview> {
    const db = this.work.read;
    const period = { from: new Date(from), until: new Date(Date.parse(to) + dayMs) };
    const [doers, changes, { last, forgotten }, people, stations, keys, due] = await Promise.all([
      countActs(db, period),
      roleChanges(db, period),
      signIns(db),
      db
        .selectFrom('person')
        .select(['id', 'name', 'roles', 'issuer', 'second_factor_at', 'closed_at', 'created_at'])
        .orderBy('name')
        .execute(),
      db
        .selectFrom('station')
        .select(['id', 'name', 'revoked_at', 'created_at', 'last_seen_at'])
        .orderBy('name')
        .execute(),
      this.keys.list(),
      this.due(),
    ]);
    const actsOf = new Map(doers.map((doer) => [doer.id, doer.acts]));
    const known = new Set([...people, ...keys].map(({ id }) => id));
    return {
      ...due,
      from,
      to,
      people: people.map((person) => ({
        id: person.id,
        name: person.name,
        roles: person.roles,
        way: person.issuer === null ? ('password' as const) : ('provider' as const),
        secondFactor: person.issuer === null ? person.second_factor_at !== null : null,
        closed: person.closed_at !== null,
        since: person.created_at.toISOString(),
        lastSignInAt: last.get(person.id)?.toISOString() ?? null,
        signInsForgotten: forgotten !== null && person.created_at <= forgotten,
        acts: actsOf.get(person.id) ?? {},
      })),
      roleChanges: changes,
      gone: doers.filter(({ id }) => !known.has(id)).map(({ name, acts }) => ({ name, acts })),
      keys: keys.map((key) => ({ ...key, acts: actsOf.get(key.id) ?? {} })),
      stations: stations.map((station) => ({
        id: station.id,
        name: station.name,
        revoked: station.revoked_at !== null,
        since: station.created_at.toISOString(),
        lastSeenAt: station.last_seen_at?.toISOString() ?? null,
      })),
    };
  }

  /** The same as a table. Names of the staff leave the depot with it, which is on the record. */
  async export(period: ReviewPeriod, actor: Actor): Promise<string[]> {
    const view = await this.view(period);
    await this.work.run((trx) => recordEvents(trx, [{ kind: 'access.exported', actor, facts: { ...period } }]));
    return reviewLines(view);
  }

  async mark({ from, to, note }: MarkReviewed, actor: Actor): Promise<ReviewDue> {
    const { people, keys, stations } = await this.view({ from, to });
    const seen = { people: people.length, keys: keys.length, stations: stations.length };
    const said = note === '' ? {} : { note };
    return this.work.run(async (trx) => {
      await recordEvents(trx, [{ kind: 'access.reviewed', actor, facts: { from, to, ...seen, ...said } }]);
      return dueIn(trx, this.clock.now());
    });
  }
}

/** A depot that was never reviewed counts from its first person on. */
async function dueIn(db: Database, now: Date): Promise<ReviewDue> {
  const mark = await db
    .selectFrom('event')
    .select(['at', 'actor_name', 'facts'])
    .where('kind', '=', 'access.reviewed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const first = await db
    .selectFrom('person')
    .select(({ fn }) => fn.min('created_at').as('at'))
    .executeTakeFirst();
  const since = mark?.at ?? first?.at ?? now;
  const dueAt = new Date(since.getTime() + reviewEveryDays * dayMs);
  const note = mark?.facts['note'];
  const last =
    mark === undefined
      ? null
      : { at: mark.at.toISOString(), by: mark.actor_name, note: typeof note === 'string' ? note : null };
  return { last, due: dueAt <= now, dueAt: dueAt.toISOString() };
}
