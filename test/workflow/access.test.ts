import type { Health, Me, PersonView } from '@depot/contracts';
import { Role } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { expectedAccess } from '../access/expected-access.js';
import { Client } from '../depot/client.js';
import { useLine } from './line.fixture.js';

const line = useLine({ stations: [] });

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { requestBody?: unknown; responses: object }>>>>;
}

describe('the API', () => {
  it('describes every route with its schemas at /api/openapi.json', async () => {
    const document = (await (await fetch(`${line.depot.url}/api/openapi.json`)).json()) as OpenApi;
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'post /api/session',
        'post /api/jobs/{id}/capture',
        'post /api/jobs/{id}/arrive',
        'get /api/events',
      ]),
    );
    expect(routes.length).toBeGreaterThan(40);
    const capture = JSON.stringify(document.paths['/api/jobs/{id}/capture']?.['post']?.requestBody);
    expect(capture).toContain('"text"');
  });

  it('lets nobody in without a session, except where a route says so', async () => {
    const stranger = new Client(line.depot.url);
    const document = (await (await fetch(`${line.depot.url}/api/openapi.json`)).json()) as OpenApi;
    let tried = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        if (expectedAccess[`${method.toUpperCase()} ${path}`] === 'public') continue;
        const url = `${line.depot.url}${path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')}`;
        const answer = await fetch(url, { method: method.toUpperCase() });
        expect(`${method} ${path} ${String(answer.status)}`).toBe(`${method} ${path} 401`);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(35);
    expect((await stranger.problem(stranger.get('session'))).code).toBe('sign-in-needed');
  });

  it('keeps each role to its own', async () => {
    const { manager, helpdesk, operator, admin } = line.depot.clients;
    const batch = { name: 'x', route: 'qr', csv: 'upn\na@contoso.com' };
    expect((await operator.problem(operator.post('batches', batch))).code).toBe('not-your-role');
    expect((await helpdesk.problem(helpdesk.post('batches', batch))).code).toBe('not-your-role');
    expect((await manager.problem(manager.get('people'))).code).toBe('not-your-role');
    expect((await admin.get<PersonView[]>('people')).map((person) => person.name).sort()).toEqual(
      [...Role.options].sort(),
    );
  });

  it('refuses a change that comes from another site', async () => {
    const headers = {
      cookie: line.depot.clients.admin.cookie,
      'content-type': 'application/json',
      origin: 'https://evil.example.org',
    };
    const answer = await fetch(`${line.depot.url}/api/stations/pairing-codes`, {
      method: 'POST',
      headers,
      body: '{"name":"x"}',
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      code: 'foreign-origin',
      type: 'urn:token-depot:problem:foreign-origin',
    });
  });

  it('takes no stranger’s word for where a request came from, or which host was asked', async () => {
    const { admin } = line.depot.clients;
    const claims = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example.org',
      'x-forwarded-for': '203.0.113.7',
    };
    const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${line.depot.url}/api/${path}`, {
        method: 'POST',
        headers: { cookie: admin.cookie, 'content-type': 'application/json', ...claims, ...headers },
        body,
      });
    const foreign = await post('stations/pairing-codes', '{"name":"x"}', { origin: 'https://evil.example.org' });
    expect(foreign.status).toBe(403);
    await admin.post('people', { name: 'proxy.test', password: 'a long enough one', roles: ['manager'] });
    // Another browser: who signs in at one ends the session it had.
    const signedIn = await post('session', JSON.stringify({ name: 'proxy.test', password: 'a long enough one' }), {
      cookie: '',
    });
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.getSetCookie()[0]).not.toMatch(/Secure/);
  });

  it('sets a cookie that no script reads and no other site sends', async () => {
    const { admin } = line.depot.clients;
    await admin.post('people', { name: 'cookie.test', password: 'a long enough one', roles: ['manager'] });
    const body = JSON.stringify({ name: 'cookie.test', password: 'a long enough one' });
    const answer = await fetch(`${line.depot.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await answer.json()) as Me).toMatchObject({ name: 'cookie.test', roles: ['manager'] });
  });

  it('names a field that is wrong, never its value', async () => {
    const { operator } = line.depot.clients;
    const problem = await operator.problem(
      operator.post('stations/00000000-0000-4000-8000-000000000000/codes', { code: '12a456' }),
    );
    expect(problem).toMatchObject({ code: 'bad-request', status: 400, detail: 'code: a code is six digits' });
  });

  it.each(['jobs?search=%00', 'tokens?search=%00', 'jobs/%ZZ', 'jobs/nothing'])(
    'answers %s with a problem, not with a failure',
    async (path) => {
      const headers = { cookie: line.depot.clients.operator.cookie };
      const answer = await fetch(`${line.depot.url}/api/${path}`, { headers });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'bad-request' });
    },
  );

  it('goes on streaming after an impossible Last-Event-ID', async () => {
    const { operator, manager } = line.depot.clients;
    const abort = new AbortController();
    const headers = { cookie: operator.cookie, 'last-event-id': '1e300' };
    const answer = await fetch(`${line.depot.url}/api/events`, { headers, signal: abort.signal });
    const reader = answer.body?.getReader();
    await manager.post('batches', { name: 'Streamed', route: 'qr', csv: 'upn\na@contoso.com' });
    let text = '';
    while (!text.includes('batch.created')) text += new TextDecoder().decode((await reader?.read())?.value);
    abort.abort();
    expect(text).toMatch(/id: \d+\ndata: /);
  });

  it('slows down whoever guesses passwords', async () => {
    const stranger = new Client(line.depot.url);
    const codes = [];
    for (let tries = 0; tries < 25; tries += 1)
      codes.push((await stranger.problem(stranger.signIn('admin', 'wrong'))).code);
    expect(codes[0]).toBe('sign-in-refused');
    expect(codes.at(-1)).toBe('too-many-requests');
  });

  it('says what is up, each dependency by name', async () => {
    const answer = await fetch(`${line.depot.url}/api/health`);
    expect((await answer.json()) as Health).toMatchObject({
      status: 'ok',
      dependencies: { record: { status: 'up' }, queue: { status: 'up', detail: 'pglite' } },
    });
    expect((await fetch(`${line.depot.url}/api/health/live`)).status).toBe(200);
  });

  it('refuses a pairing code that is wrong', async () => {
    const key = { kty: 'OKP', x: 'A'.repeat(43) };
    const body = JSON.stringify({
      code: 'ABCDEFGHJK',
      name: 'x',
      signingKey: { ...key, crv: 'Ed25519' },
      sealingKey: { ...key, crv: 'X25519' },
    });
    const answer = await fetch(`${line.depot.url}/api/agents/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await answer.json()).toMatchObject({ code: 'pairing-refused' });
  });
});
