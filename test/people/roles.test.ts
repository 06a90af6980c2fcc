import type { Me, PersonRow, PersonView, Role } from '@depot/contracts';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Client, ProblemAnswer } from '../depot/client.js';
import { startDepotOnPostgres } from '../depot/depot-on-postgres.js';
import type { DepotOnPostgres } from '../depot/depot-on-postgres.js';
import { leftOut } from '../depot/left-out.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { enter } from './at-the-door.js';

const password = 'a long enough password';
/** Before what a replica remembers would be too old by itself, after five seconds. */
const soon = { timeout: 4000 };
const nobody = '00000000-0000-4000-8000-000000000000';

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly browser: Client;
}

describe.skipIf(leftOut('postgresql'))('the roles of an account, on two replicas', () => {
  let running: DepotOnPostgres;
  let depot: ThrowAwayDepot;
  let database: pg.Client;
  let admin: Client;

  beforeAll(async () => {
    running = await startDepotOnPostgres({
      environment: { DEPOT_TRUST_PROXY: 'loopback' },
      processes: ['http,worker', 'http'],
    });
    ({ depot, database } = running);
    ({ admin } = depot.clients);
  }, 120_000);
  afterAll(() => running.stop());

  const other = (): string => depot.processes[1]?.url ?? '';
  const atOther = (browser: Client): Client => Client.with(other(), browser.cookie);

  async function somebody(name: string, roles: Role[] = ['operator']): Promise<Somebody> {
    const { id } = await admin.post<PersonView>('people', { name, password, roles });
    return { id, name, browser: await enter(depot.url, { name, password }) };
  }
  const give = (id: string, roles: readonly string[], by = admin): Promise<unknown> =>
    by.post(`people/${id}/roles`, { roles, reason: 'moved to another desk' });
  const rolesOf = async (id: string): Promise<Role[] | undefined> =>
    (await admin.get<PersonRow[]>('people')).find((row) => row.id === id)?.roles;
  const changesOf = async (id: string): Promise<unknown[]> =>
    (
      await database.query<Record<string, unknown>>(
        "SELECT actor_name, facts FROM depot.event WHERE kind = 'person.roles-set' AND facts->>'person' = $1 ORDER BY id",
        [id],
      )
    ).rows;

  it('are what an admin says, from their next sign-in on: what the old ones opened is closed', async () => {
    const { id, name, browser } = await somebody('moves');
    await browser.get('stations');
    expect((await browser.problem(browser.get('escrow'))).code).toBe('not-your-role');
    await give(id, ['helpdesk', 'manager']);
    expect(await rolesOf(id)).toEqual(['manager', 'helpdesk']);
    const again = await enter(other(), { name, password });
    expect(await again.get<Me>('session')).toMatchObject({ roles: ['manager', 'helpdesk'] });
    await again.get('escrow');
    const bench = await again.problem(again.post(`stations/${nobody}/next`, {}));
    expect(bench.code).toBe('not-your-role');
  });

  it('end every session of the person with the change, on the replica that made it by the very next request', async () => {
    const { id, name, browser } = await somebody('was.admin', ['admin']);
    const desk = await enter(other(), { name, password });
    // Both replicas have just looked who that is, and remember it.
    for (const one of [browser, atOther(browser), desk]) await one.get('people');
    await give(id, ['operator']);
    expect((await browser.problem(browser.get('people'))).code).toBe('sign-in-needed');
    for (const one of [atOther(browser), desk])
      await expect.poll(async () => (await one.problem(one.get('session'))).code, soon).toBe('sign-in-needed');
    const back = await enter(other(), { name, password });
    expect((await back.problem(back.get('people'))).code).toBe('not-your-role');
  });

  it('cut the streams that were open under the old ones, long before anybody looks by itself', async () => {
    const { id, browser } = await somebody('watches', ['admin']);
    const { browser: stays } = await somebody('watches.on', ['admin']);
    const watch = async (client: Client): Promise<{ over: () => boolean; stop: () => void }> => {
      const abort = new AbortController();
      const answer = await fetch(`${client.url}/api/events`, {
        headers: { cookie: client.cookie },
        signal: abort.signal,
      });
      expect(answer.status).toBe(200);
      let isOver = false;
      void answer.text().then(
        () => (isOver = true),
        () => undefined,
      );
      return {
        over: () => isOver,
        stop: () => {
          abort.abort();
        },
      };
    };
    const theirs = [await watch(browser), await watch(atOther(browser))];
    const anothers = await watch(atOther(stays));
    await give(id, ['helpdesk']);
    await expect.poll(() => theirs.map(({ over }) => over()), soon).toEqual([true, true]);
    expect(anothers.over()).toBe(false);
    anothers.stop();
    // Nothing was written to a stream that had ended.
    expect(await admin.get<Me>('session')).toMatchObject({ name: 'admin' });
    expect(await atOther(admin).get<Me>('session')).toMatchObject({ name: 'admin' });
  });

  it('are on the record: who changed whose, from which to which, and why', async () => {
    const { id } = await somebody('recorded', ['operator', 'manager']);
    await give(id, ['helpdesk', 'manager']);
    expect(await changesOf(id)).toEqual([
      {
        actor_name: 'admin',
        facts: {
          person: id,
          name: 'recorded',
          before: ['operator', 'manager'],
          roles: ['manager', 'helpdesk'],
          reason: 'moved to another desk',
        },
      },
    ]);
    const exported = await admin.download('audit/export', { reason: 'a test' });
    expect(exported).toContain('"person.roles-set"');
  });

  it('that somebody has already are left, and nobody is signed out for them', async () => {
    const { id, browser } = await somebody('the.same', ['manager', 'operator']);
    await give(id, ['manager', 'operator']);
    await give(id, ['operator', 'manager']);
    expect(await browser.get<Me>('session')).toMatchObject({ name: 'the.same' });
    expect(await changesOf(id)).toEqual([]);
  });

  it.each([
    [{ roles: [], reason: 'a slip' }, 'roles: choose one role at least; an account that is to have none is closed'],
    [{ roles: ['root'], reason: 'a slip' }, 'roles.0: a role is admin, operator, manager or helpdesk'],
    [{ roles: ['admin', 'admin'], reason: 'a slip' }, 'roles: name each role once'],
    [{ roles: ['admin'], reason: '' }, 'reason: say why in a few words'],
    [{ roles: ['admin'], reason: 'a slip', also: true }, 'there is a field that is not known here'],
  ])('are refused as %j, with what is wrong', async (body, detail) => {
    const { id } = (await admin.get<PersonRow[]>('people')).find(({ name }) => name === 'the.same') ?? { id: '' };
    const problem = await admin.problem(admin.post(`people/${id}/roles`, body));
    expect(problem).toMatchObject({ code: 'bad-request', status: 400, detail });
    expect(await rolesOf(id)).toEqual(['manager', 'operator']);
    expect(await changesOf(id)).toEqual([]);
  });

  it('are nobody’s own to change, and those of an account that is not there or is closed are refused with what to do', async () => {
    const me = await admin.get<Me>('session');
    expect(await admin.problem(give(me.id, ['admin', 'operator']))).toMatchObject({ code: 'not-oneself', status: 409 });
    expect(await admin.problem(give(nobody, ['admin']))).toMatchObject({
      code: 'not-found',
      status: 404,
      detail: 'There is no such person. Load the list of people anew.',
    });
    const { id } = await somebody('has.left');
    await admin.post(`people/${id}/close`, { reason: 'left the depot' });
    expect(await admin.problem(give(id, ['manager']))).toMatchObject({
      code: 'person-closed',
      status: 409,
      title: 'This account is closed.',
      advice: 'Open it again first, then change its roles.',
    });
    await admin.post(`people/${id}/reopen`, { reason: 'came back' });
    await give(id, ['manager']);
    expect(await rolesOf(id)).toEqual(['manager']);
  });

  it('are not an operator’s, a manager’s or a helper’s to change', async () => {
    const { id } = await somebody('wanted');
    for (const role of ['operator', 'manager', 'helpdesk'] as const) {
      const client = depot.clients[role];
      expect((await client.problem(give(id, ['admin'], client))).code).toBe('not-your-role');
    }
    expect(await rolesOf(id)).toEqual(['operator']);
  });

  describe('of admins who take it from each other at the same moment', () => {
    let [one, two, third]: (Somebody | undefined)[] = [];
    let depots = '';

    beforeAll(async () => {
      depots = (await admin.get<Me>('session')).id;
      [one, two, third] = [
        await somebody('boss.one', ['admin']),
        await somebody('boss.two', ['admin']),
        await somebody('boss.third', ['admin']),
      ];
    });
    beforeEach(async () => {
      // As if nothing had happened: of the others nobody is an admin.
      await database.query(
        "UPDATE depot.person SET roles = CASE WHEN name LIKE 'boss.%' THEN '{admin}' ELSE '{operator}' END::text[], closed_at = NULL",
      );
    });
    afterAll(async () => {
      await database.query("UPDATE depot.person SET roles = '{admin}', closed_at = NULL WHERE id = $1", [depots]);
    });

    /** Both are let in by the guard, and then wait for whoever holds everybody's rows; that is this test, until both do. */
    async function atOnce(...acts: readonly (() => Promise<unknown>)[]): Promise<(string | null)[]> {
      await database.query('BEGIN');
      await database.query('SELECT id FROM depot.person FOR UPDATE');
      const answers = acts.map((act) =>
        act().then(
          () => null,
          (error: unknown) => (error instanceof ProblemAnswer ? error.problem.code : String(error)),
        ),
      );
      await expect
        .poll(async () => {
          await database.query('SELECT pg_stat_clear_snapshot()');
          const { rows } = await database.query<{ count: number }>(
            "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
          );
          return rows[0]?.count;
        })
        .toBe(acts.length);
      await database.query('COMMIT');
      return Promise.all(answers);
    }
    async function openAdmins(): Promise<string[]> {
      const { rows } = await database.query<{ name: string }>(
        "SELECT name FROM depot.person WHERE 'admin' = ANY(roles) AND closed_at IS NULL ORDER BY name",
      );
      return rows.map(({ name }) => name);
    }
    /** Signed in anew at a replica, as the last round may have ended their sessions. */
    async function fresh(url: string, person: Somebody | undefined): Promise<Somebody> {
      if (person === undefined) throw new Error('Nobody was made.');
      return { ...person, browser: await enter(url, { name: person.name, password }) };
    }

    it.each([
      ['roles', 'roles'],
      ['close', 'close'],
      ['roles', 'close'],
    ] as const)('one is left, who may not lose it: by %s here and %s there', async (first, second) => {
      if (third === undefined) throw new Error('Nobody was made.');
      const [a, b] = [await fresh(depot.url, one), await fresh(other(), two)];
      await database.query("UPDATE depot.person SET roles = '{operator}' WHERE id = $1", [third.id]);
      const act = (by: Client, id: string, how: 'roles' | 'close'): Promise<unknown> =>
        how === 'roles' ? give(id, ['operator'], by) : by.post(`people/${id}/close`, { reason: 'a quarrel' });
      const codes = await atOnce(
        () => act(a.browser, b.id, first),
        () => act(b.browser, a.id, second),
      );
      expect([...codes].sort()).toEqual(['last-admin', null].sort());
      expect(await openAdmins()).toEqual([codes[0] === null ? 'boss.one' : 'boss.two']);
    });

    it('with a third one there, whoever has just lost it takes it from nobody any more', async () => {
      const [a, b] = [await fresh(depot.url, one), await fresh(other(), two)];
      const codes = await atOnce(
        () => give(b.id, ['operator'], a.browser),
        () => give(a.id, ['operator'], b.browser),
      );
      expect([...codes].sort()).toEqual(['not-your-role', null].sort());
      expect(await openAdmins()).toEqual([codes[0] === null ? 'boss.one' : 'boss.two', 'boss.third'].sort());
    });

    it('two who take it from a third both do, one after the other', async () => {
      const [a, b] = [await fresh(depot.url, one), await fresh(other(), two)];
      if (third === undefined) throw new Error('Nobody was made.');
      const { id } = third;
      const codes = await atOnce(
        () => give(id, ['operator'], a.browser),
        () => give(id, ['manager'], b.browser),
      );
      expect(codes).toEqual([null, null]);
      expect(await openAdmins()).toEqual(['boss.one', 'boss.two']);
    });
  });
});
