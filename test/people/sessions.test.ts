import type { Me, PersonSession, PersonView, Role, SessionView, SessionsEnded } from '@depot/contracts';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../depot/client.js';
import { startDepotOnPostgres } from '../depot/depot-on-postgres.js';
import type { DepotOnPostgres } from '../depot/depot-on-postgres.js';
import { leftOut } from '../depot/left-out.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { enter, newAddress, tryDoor } from './at-the-door.js';

const password = 'a long enough password';
/** Before what a replica remembers would be too old by itself, after five seconds. */
const soon = { timeout: 4000 };

describe.skipIf(leftOut('postgresql'))('sessions, on two replicas', () => {
  let running: DepotOnPostgres;
  let depot: ThrowAwayDepot;
  let database: pg.Client;

  beforeAll(async () => {
    running = await startDepotOnPostgres({
      environment: { DEPOT_TRUST_PROXY: 'loopback' },
      processes: ['http,worker', 'http'],
    });
    ({ depot, database } = running);
  }, 120_000);
  afterAll(() => running.stop());

  const other = (): string => depot.processes[1]?.url ?? '';

  async function somebody(name: string, roles: Role[] = ['operator']): Promise<{ id: string; browser: Client }> {
    const { id } = await depot.clients.admin.post<PersonView>('people', { name, password, roles });
    return { id, browser: await enter(depot.url, { name, password }) };
  }
  /** Whether a browser is signed in, asked at either replica. */
  async function isIn(browser: Client): Promise<[boolean, boolean]> {
    const ask = async (url: string): Promise<boolean> =>
      (await fetch(`${url}/api/session`, { headers: { cookie: browser.cookie } })).ok;
    return [await ask(depot.url), await ask(other())];
  }
  async function isOut(browser: Client): Promise<void> {
    await expect.poll(() => isIn(browser), soon).toEqual([false, false]);
  }

  it('are shown to their person, with where from, since when, and which one is this', async () => {
    const { browser } = await somebody('looks');
    const second = await enter(other(), { name: 'looks', password });
    const sessions = await browser.get<SessionView[]>('session/sessions');
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    for (const session of sessions) {
      expect(session).toMatchObject({ way: 'password', browser: 'Firefox on Windows' });
      expect(session.address).toMatch(/^198\.51\./);
      expect(Date.parse(session.until) - Date.parse(session.since)).toBeCloseTo(12 * 3_600_000, -5);
    }
    // What is shown opens nothing.
    for (const { id } of sessions) expect(browser.cookie.includes(id) || second.cookie.includes(id)).toBe(false);
    const stolen = await fetch(`${depot.url}/api/session`, {
      headers: { cookie: `depot-session=${sessions[0]?.id ?? ''}` },
    });
    expect(stolen.status).toBe(401);
  });

  it('are ended one by one, or all others at once, on every replica', async () => {
    const { browser } = await somebody('ends');
    const [phone, desk] = [
      await enter(depot.url, { name: 'ends', password }),
      await enter(other(), { name: 'ends', password }),
    ];
    expect([await isIn(phone), await isIn(desk)]).toEqual([
      [true, true],
      [true, true],
    ]);
    const own = (await phone.get<SessionView[]>('session/sessions')).find(({ current }) => current);
    await browser.post(`session/sessions/${own?.id ?? ''}/end`);
    await isOut(phone);
    expect((await browser.problem(browser.post(`session/sessions/${own?.id ?? ''}/end`))).code).toBe('not-found');
    expect(await browser.post<SessionsEnded>('session/sessions/end-others')).toEqual({ ended: 1 });
    await isOut(desk);
    expect(await isIn(browser)).toEqual([true, true]);
  });

  it('of somebody else are nobody’s to end but an admin’s', async () => {
    const { browser } = await somebody('mine');
    const { browser: stranger } = await somebody('stranger', ['manager']);
    const [session] = await browser.get<SessionView[]>('session/sessions');
    const path = `sessions/${session?.id ?? ''}/end`;
    expect((await stranger.problem(stranger.post(`session/${path}`))).code).toBe('not-found');
    expect((await stranger.problem(stranger.post(`people/${path}`))).code).toBe('not-your-role');
    expect(await isIn(browser)).toEqual([true, true]);
    const { admin } = depot.clients;
    const everybody = await admin.get<PersonSession[]>('people/sessions');
    expect(everybody.find(({ id }) => id === session?.id)).toMatchObject({ name: 'mine', current: false });
    expect(everybody.filter(({ current }) => current).map(({ name }) => name)).toEqual(['admin']);
    await admin.post(`people/${path}`);
    await isOut(browser);
  });

  it('end everywhere but here when the password is changed, and the old one opens nothing', async () => {
    const { browser } = await somebody('changes');
    const elsewhere = await enter(other(), { name: 'changes', password });
    const wrong = await browser.problem(
      browser.post('session/password', { password: 'not this one', next: `${password} 2` }),
    );
    expect(wrong.code).toBe('oneself-refused');
    expect(await isIn(elsewhere)).toEqual([true, true]);
    expect(await browser.post('session/password', { password, next: `${password} 2` })).toEqual({ ended: 1 });
    await isOut(elsewhere);
    expect(await isIn(browser)).toEqual([true, true]);
    expect((await tryDoor(depot.url, { name: 'changes', password })).status).toBe(401);
    expect((await tryDoor(depot.url, { name: 'changes', password: `${password} 2` })).status).toBe(200);
  });

  it('end at once when an admin closes the account, sets a password, or ends them all', async () => {
    const { admin } = depot.clients;
    const { id, browser } = await somebody('leaver');
    await admin.post(`people/${id}/close`, { reason: 'left the depot' });
    await isOut(browser);
    expect((await tryDoor(depot.url, { name: 'leaver', password })).problem?.code).toBe('sign-in-refused');
    await admin.post(`people/${id}/reopen`, { reason: 'came back' });
    const back = await enter(depot.url, { name: 'leaver', password });
    await admin.post(`people/${id}/password`, { password: 'another long password', reason: 'forgot it' });
    await isOut(back);
    const last = await enter(depot.url, { name: 'leaver', password: 'another long password' });
    expect(await admin.post(`people/${id}/end-sessions`)).toEqual({ ended: 1 });
    await isOut(last);
    const exported = await admin.download('audit/export', { reason: 'a test' });
    for (const kind of [
      'person.closed',
      'person.reopened',
      'person.password-set',
      'person.sessions-ended',
      'person.signed-in',
    ])
      expect(exported).toContain(`"${kind}"`);
  });

  it('of the last admin cannot be closed by themselves', async () => {
    const { admin } = depot.clients;
    const { id } = await admin.get<Me>('session');
    expect((await admin.problem(admin.post(`people/${id}/close`, { reason: 'a slip' }))).code).toBe('not-oneself');
    expect(await isIn(admin)).toEqual([true, true]);
  });

  it('are over after two hours without a request, and after twelve hours whatever is done', async () => {
    const { id, browser } = await somebody('sleeps');
    const age = async (column: string, interval: string): Promise<void> => {
      await database.query(`UPDATE depot.session SET ${column} = now() - $1::interval WHERE person_id = $2`, [
        interval,
        id,
      ]);
      // What a replica remembers of a session is five seconds old at most.
      await new Promise((resolve) => setTimeout(resolve, 5200));
    };
    await age('used_at', '1 hour 59 minutes');
    expect(await isIn(browser)).toEqual([true, true]);
    // The look was a use: it counts anew from here.
    const { rows } = await database.query<{ fresh: boolean }>(
      "SELECT used_at > now() - interval '1 minute' AS fresh FROM depot.session WHERE person_id = $1",
      [id],
    );
    expect(rows).toEqual([{ fresh: true }]);
    await age('used_at', '2 hours 1 second');
    expect(await isIn(browser)).toEqual([false, false]);
    const awake = await enter(depot.url, { name: 'sleeps', password });
    await age('expires_at', '1 second');
    expect(await isIn(awake)).toEqual([false, false]);
  });

  it('begin under a new secret each time, and the one that the browser had is worth nothing any more', async () => {
    const { browser } = await somebody('again');
    const answer = await fetch(`${depot.url}/api/session`, {
      method: 'POST',
      headers: { cookie: browser.cookie, 'content-type': 'application/json', 'x-forwarded-for': newAddress() },
      body: JSON.stringify({ name: 'again', password }),
    });
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie.split(';')[0]).not.toBe(browser.cookie);
    expect(cookie).toMatch(/; Path=\/api; HttpOnly; SameSite=Strict$/);
    await isOut(browser);
  });

  it('have a cookie that goes over TLS alone where a proxy has it', async () => {
    const answer = await fetch(`${depot.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': newAddress(), 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ name: 'again', password }),
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure; /);
  });

  it('are not had by guessing: thirty refusals close an address on both replicas together', async () => {
    const address = newAddress();
    const tries = Array.from({ length: 34 }, (_, at) => at);
    const statuses: number[] = [];
    for (const at of tries) {
      const url = at % 2 === 0 ? depot.url : other();
      statuses.push((await tryDoor(url, { name: `guess.${String(at)}`, password: 'wrong' }, address)).status);
    }
    expect(statuses).toEqual(tries.map((at) => (at < 30 ? 401 : 429)));
    expect((await tryDoor(depot.url, { name: 'again', password })).status).toBe(200);
  });
});
