import type { Me, PersonRow, SignInWays, SignedOut } from '@depot/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../depot/free-port.js';
import { leftOut } from '../depot/left-out.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { packagesOf, startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';
import { OidcServer, sampleClient } from './oidc-server.js';
import { WebWalk } from './web-walk.js';
import type { Arrived } from './web-walk.js';

const callback = /\/api\/session\/provider\/callback\?/;

describe.skipIf(leftOut(...packagesOf.postgres))('signing in at the identity provider, with two replicas', () => {
  let engine: RunningEngine;
  let oidc: OidcServer;
  let depot: ThrowAwayDepot;

  beforeAll(async () => {
    engine = await startEngine('postgres');
    const port = await freePort();
    const url = `http://127.0.0.1:${String(port)}`;
    oidc = await OidcServer.start(url);
    // The depot starts while nobody answers there.
    await oidc.goAway();
    depot = await ThrowAwayDepot.start({
      port,
      processes: ['http,worker', 'http,worker'],
      environment: {
        ...engine.environment,
        DEPOT_LOG_LEVEL: 'trace',
        DEPOT_PUBLIC_URL: url,
        DEPOT_OIDC_ISSUER: oidc.issuer,
        DEPOT_OIDC_CLIENT_ID: sampleClient.id,
        DEPOT_OIDC_SECRET: sampleClient.secret,
        DEPOT_OIDC_LABEL: 'Contoso account',
      },
    });
  }, 120_000);
  afterAll(async () => {
    await depot.stop();
    await oidc.goAway();
    await engine.stop();
  });
  beforeEach(() => {
    oidc.codeSeconds = 60;
  });

  const other = (): string => depot.processes[1]?.url ?? '';

  /** From the depot's button to the page after signing in, or up to where `stop` says. */
  async function walkAs(
    who: string,
    walk: WebWalk,
    { from = depot.url, page = '/jobs', stop = /$^/ } = {},
  ): Promise<Arrived> {
    const asked = await walk.go(`${from}/api/session/provider?page=${encodeURIComponent(page)}`);
    if (!asked.url.includes('/interaction/')) return asked;
    return walk.go(asked.url, { form: { who }, stop });
  }
  async function whoIs(walk: WebWalk, url = depot.url): Promise<Me | null> {
    const answer = await fetch(`${url}/api/session`, { headers: { cookie: walk.cookie } });
    return answer.ok ? ((await answer.json()) as Me) : null;
  }
  async function person(name: string): Promise<PersonRow | undefined> {
    return (await depot.clients.admin.get<PersonRow[]>('people')).find((row) => row.name === name);
  }
  async function events(): Promise<string> {
    return depot.clients.admin.download('audit/export', { reason: 'a test' });
  }

  it('says that the provider does not answer, and lets people with a password in meanwhile', async () => {
    const walk = new WebWalk();
    const { url, trail } = await walkAs('ada', walk);
    expect(url).toBe(`${depot.url}/#/sign-in/provider-away`);
    expect(trail).toHaveLength(2);
    expect(await depot.clients.operator.get<Me>('session')).toMatchObject({ name: 'operator' });
    await oidc.comeBack();
  });

  it('makes a person with the roles that their claim gives, and comes back to the page by an address without the code', async () => {
    oidc.people.set('subject-ada', { preferred_username: 'Ada@Contoso.com', roles: ['operator', 'manager', 'other'] });
    const ways = (await (await fetch(`${depot.url}/api/session/ways`)).json()) as SignInWays;
    expect(ways).toEqual({ provider: 'Contoso account' });
    const walk = new WebWalk();
    const { url, trail } = await walkAs('subject-ada', walk, { page: '/jobs?search=Zo%C3%A9' });
    expect(url).toBe(`${depot.url}/#/jobs?search=Zo%C3%A9`);
    expect(trail.some((at) => callback.test(at))).toBe(true);
    expect(await whoIs(walk)).toMatchObject({ name: 'ada@contoso.com', roles: ['operator', 'manager'] });
    expect(await whoIs(walk, other())).toMatchObject({ name: 'ada@contoso.com' });
    expect(await person('ada@contoso.com')).toMatchObject({ way: 'provider', secondFactorAt: null });
  });

  it('asks with PKCE, state and nonce, and keeps what it must remember in a cookie that only its own way back gets', async () => {
    const walk = new WebWalk();
    const { trail } = await walkAs('subject-ada', walk, { stop: callback });
    const asked = new WebWalk();
    const first = await asked.go(`${depot.url}/api/session/provider?page=/jobs`, { stop: /\/auth\?/ });
    const query = new URL(first.url).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('response_type')).toBe('code');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)?.length).toBeGreaterThan(40);
    const [cookie = ''] = asked.set;
    expect(cookie).toMatch(/^depot-sign-in=.*Max-Age=600; Path=\/api\/session\/provider; HttpOnly; SameSite=Lax$/);
    for (const name of ['state', 'nonce']) expect(cookie).not.toContain(query.get(name) ?? '');
    expect(trail.length).toBeGreaterThan(1);
  });

  it('may begin on one replica and end on the other', async () => {
    const walk = new WebWalk();
    const { url } = await walkAs('subject-ada', walk, { stop: callback });
    const ended = await walk.go(url.replace(depot.url, other()));
    expect(ended.url).toBe(`${other()}/#/jobs`);
    expect(await whoIs(walk)).toMatchObject({ name: 'ada@contoso.com' });
  });

  it('takes each way back once, on whichever replica, and the session that it gave has a secret of its own', async () => {
    const walk = new WebWalk();
    const { url } = await walkAs('subject-ada', walk, { stop: callback });
    const carried = walk.cookies.get('depot-sign-in') ?? '';
    walk.cookies.set('depot-session', 'fixed-by-somebody-else');
    await walk.go(url);
    expect(walk.cookies.get('depot-session')).not.toBe('fixed-by-somebody-else');
    const before = oidc.tokenRequests.length;
    const thief = new WebWalk();
    thief.cookies.set('depot-sign-in', carried);
    const again = await thief.go(url.replace(depot.url, other()));
    expect(again.url).toBe(`${other()}/#/sign-in/provider-refused`);
    expect(await whoIs(thief)).toBeNull();
    // The provider was not even asked.
    expect(oidc.tokenRequests).toHaveLength(before);
  });

  it.each([
    ['another state', (url: string) => url.replace(/state=[^&]+/, 'state=somebody-elses')],
    ['no state', (url: string) => url.replace(/state=[^&]+/, '')],
    ['a made-up code', (url: string) => url.replace(/code=[^&]+/, 'code=made-up')],
    ['another issuer’s answer', (url: string) => url.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example.org')],
    ['a refusal', (url: string) => url.replace(/code=[^&]+/, 'error=access_denied')],
  ])('refuses %s with one sentence', async (_, tamper) => {
    const walk = new WebWalk();
    const { url } = await walkAs('subject-ada', walk, { stop: callback });
    const ended = await walk.go(tamper(url));
    expect(ended.url).toBe(`${depot.url}/#/sign-in/provider-refused`);
    expect(await whoIs(walk)).toBeNull();
  });

  it('refuses a way back in a browser that did not set out, and one whose cookie was made up', async () => {
    const walk = new WebWalk();
    const { url } = await walkAs('subject-ada', walk, { stop: callback });
    const victim = new WebWalk();
    expect((await victim.go(url)).url).toBe(`${depot.url}/#/sign-in/provider-refused`);
    victim.cookies.set('depot-sign-in', Buffer.alloc(200, 7).toString('base64url'));
    expect((await victim.go(url)).url).toBe(`${depot.url}/#/sign-in/provider-refused`);
    expect(await whoIs(victim)).toBeNull();
  });

  it('refuses an ID token that was made for another nonce', async () => {
    const walk = new WebWalk();
    const set = await walk.go(`${depot.url}/api/session/provider?page=/jobs`, { stop: /\/auth\?/ });
    const asked = await walk.go(set.url.replace(/nonce=[^&]+/, 'nonce=one-of-another-sign-in'));
    const ended = await walk.go(asked.url, { form: { who: 'subject-ada' } });
    expect(ended.url).toBe(`${depot.url}/#/sign-in/provider-refused`);
    expect(await whoIs(walk)).toBeNull();
  });

  it('refuses a code that has run out', async () => {
    oidc.codeSeconds = 1;
    const walk = new WebWalk();
    const { url } = await walkAs('subject-ada', walk, { stop: callback });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await walk.go(url)).url).toBe(`${depot.url}/#/sign-in/provider-refused`);
    expect(await whoIs(walk)).toBeNull();
  });

  it.each(['//evil.example.org', 'https://evil.example.org/', '/jobs\nlocation: x', '/a"b'])(
    'leads home, and nowhere else, from the page %j',
    async (page) => {
      const walk = new WebWalk();
      expect((await walkAs('subject-ada', walk, { page })).url).toBe(`${depot.url}/#/`);
    },
  );

  it('sends away who has no role, and says what to ask for', async () => {
    oidc.people.set('subject-bob', { preferred_username: 'bob@contoso.com', roles: ['other'] });
    const walk = new WebWalk();
    expect((await walkAs('subject-bob', walk)).url).toBe(`${depot.url}/#/sign-in/no-role`);
    expect(await whoIs(walk)).toBeNull();
    expect(await person('bob@contoso.com')).toBeUndefined();
  });

  it('knows somebody by issuer and subject: another name is the same person, the same name is another', async () => {
    const before = await person('ada@contoso.com');
    oidc.people.set('subject-ada', { preferred_username: 'ada.l@contoso.com', roles: ['operator', 'manager'] });
    oidc.people.set('subject-new', { preferred_username: 'ada@contoso.com', roles: ['helpdesk'] });
    oidc.people.set('subject-admin', { preferred_username: 'admin', roles: ['helpdesk'] });
    const [ada, namesake, impostor] = [new WebWalk(), new WebWalk(), new WebWalk()];
    await walkAs('subject-ada', ada);
    await walkAs('subject-new', namesake);
    await walkAs('subject-admin', impostor);
    expect(await whoIs(ada)).toMatchObject({ id: before?.id, name: 'ada.l@contoso.com' });
    const other = await whoIs(namesake);
    expect(other).toMatchObject({ name: 'ada@contoso.com', roles: ['helpdesk'] });
    expect(other?.id).not.toBe(before?.id);
    // Nobody becomes somebody local by calling themselves so.
    expect(await whoIs(impostor)).toMatchObject({ name: 'admin (2)', roles: ['helpdesk'] });
  });

  it('reads the roles anew at each sign-in, and who has lost the last one is out everywhere', async () => {
    oidc.people.set('subject-eve', { preferred_username: 'eve@contoso.com', roles: ['admin'] });
    const walk = new WebWalk();
    await walkAs('subject-eve', walk);
    expect(await whoIs(walk)).toMatchObject({ roles: ['admin'] });
    oidc.people.set('subject-eve', { preferred_username: 'eve@contoso.com', roles: ['operator'] });
    await walkAs('subject-eve', new WebWalk());
    await expect.poll(async () => (await whoIs(walk, other()))?.roles, { timeout: 4000 }).toEqual(['operator']);
    oidc.people.set('subject-eve', { preferred_username: 'eve@contoso.com' });
    expect((await walkAs('subject-eve', new WebWalk())).url).toBe(`${depot.url}/#/sign-in/no-role`);
    expect(await whoIs(walk)).toBeNull();
    await expect.poll(() => whoIs(walk, other()), { timeout: 4000 }).toBeNull();
    expect(await person('eve@contoso.com')).toMatchObject({ roles: [] });
  });

  it('has the last word on the roles of its people: nobody changes them here, and the refusal says where', async () => {
    oidc.people.set('subject-ivy', { preferred_username: 'ivy@contoso.com', roles: ['operator'] });
    const walk = new WebWalk();
    // By the other replica: each counts how often an address comes.
    const signIn = async (): Promise<void> => {
      const { url } = await walkAs('subject-ivy', walk, { from: other(), stop: callback });
      await walk.go(url.replace(depot.url, other()));
    };
    await signIn();
    const { id = '' } = (await whoIs(walk)) ?? {};
    const { admin } = depot.clients;
    const problem = await admin.problem(
      admin.post(`people/${id}/roles`, { roles: ['manager'], reason: 'moved to another desk' }),
    );
    expect(problem).toMatchObject({
      code: 'provider-person',
      status: 409,
      title: 'This person signs in at the identity provider.',
      detail:
        'The provider’s claim gives them their roles at each sign-in. Change it there, then end their sessions here.',
    });
    expect(await whoIs(walk)).toMatchObject({ roles: ['operator'] });
    // What it says to do does it.
    oidc.people.set('subject-ivy', { preferred_username: 'ivy@contoso.com', roles: ['manager'] });
    await admin.post(`people/${id}/end-sessions`);
    expect(await whoIs(walk)).toBeNull();
    await signIn();
    expect(await whoIs(walk)).toMatchObject({ roles: ['manager'] });
  });

  it('says no to somebody whose account was closed, though the provider knows them', async () => {
    oidc.people.set('subject-zoe', { preferred_username: 'zoe@contoso.com', roles: ['operator'] });
    const walk = new WebWalk();
    await walkAs('subject-zoe', walk);
    const { id = '' } = (await whoIs(walk)) ?? {};
    const { admin } = depot.clients;
    await admin.post(`people/${id}/close`, { reason: 'left the depot' });
    expect(await whoIs(walk)).toBeNull();
    expect((await walkAs('subject-zoe', walk)).url).toBe(`${depot.url}/#/sign-in/account-closed`);
    const problem = await admin.problem(
      admin.post(`people/${id}/password`, { password: 'a long enough one', reason: 'a test' }),
    );
    expect(problem.code).toBe('provider-person');
    await admin.post(`people/${id}/reopen`, { reason: 'came back' });
    expect((await walkAs('subject-zoe', walk)).url).toBe(`${depot.url}/#/jobs`);
  });

  it('gives nobody a password: the provider’s people cannot come in by one', async () => {
    const body = JSON.stringify({ name: 'ada.l@contoso.com', password: '' });
    const tries = [body, body.replace('""', '"null"'), body.replace('""', '"a long enough password"')];
    for (const text of tries) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${depot.url}/api/session`, { method: 'POST', headers, body: text });
      expect([400, 401]).toContain(answer.status);
    }
  });

  it('ends the provider’s session too when somebody signs out who came by it', async () => {
    const walk = new WebWalk();
    await walkAs('subject-ada', walk);
    const headers = { cookie: walk.cookie };
    const answer = (await (await fetch(`${depot.url}/api/session`, { method: 'DELETE', headers })).json()) as SignedOut;
    const end = new URL(answer.goTo ?? '');
    expect(end.origin).toBe(oidc.issuer);
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${depot.url}/`);
    expect(end.searchParams.has('id_token_hint')).toBe(false);
    expect((await walk.go(end.href)).status).toBe(200);
    expect(await whoIs(walk)).toBeNull();
    const local = await fetch(`${depot.url}/api/session`, { method: 'DELETE' });
    expect((await local.json()) as SignedOut).toEqual({ goTo: null });
  });

  it('puts sign-ins and sign-outs on the record, and no code, token or secret there or into the log', async () => {
    const exported = await events();
    for (const kind of ['person.added', 'person.signed-in', 'person.signed-out', 'person.roles-told'])
      expect(exported).toContain(`"${kind}"`);
    const secrets = oidc.tokenRequests.flatMap((body) => {
      const form = new URLSearchParams(body);
      return [form.get('code'), form.get('code_verifier')];
    });
    const tokens = oidc.tokenAnswers.flatMap((body) => Object.values(JSON.parse(body) as Record<string, unknown>));
    const all = [...secrets, ...tokens, sampleClient.secret].filter(
      (text): text is string => typeof text === 'string' && text.length > 20 && text !== 'made-up',
    );
    expect(all.length).toBeGreaterThan(40);
    const printed = depot.processes.map(({ program }) => program.output()).join('\n');
    expect(printed).toContain('/api/session/provider/callback');
    expect(printed).toContain('A sign-in at the provider was refused');
    for (const text of all) expect(`${exported}\n${printed}`.includes(text)).toBe(false);
  });
});
