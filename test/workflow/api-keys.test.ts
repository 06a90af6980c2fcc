import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiKeyMade, ApiKeyView, BatchMade, EventView, JobPage, KeyScope, Problem } from '@depot/contracts';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpCall } from '../depot/http-call.js';
import { startDepotOnPostgres } from '../depot/depot-on-postgres.js';
import type { DepotOnPostgres } from '../depot/depot-on-postgres.js';
import { leftOut } from '../depot/left-out.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';

// Two replicas: what one of them revokes is worth nothing at the other.
describe.skipIf(leftOut('postgresql'))('the key of a program', () => {
  let running: DepotOnPostgres;
  let depot: ThrowAwayDepot;
  let database: pg.Client;

  beforeAll(async () => {
    running = await startDepotOnPostgres({
      environment: { DEPOT_LOG_LEVEL: 'trace' },
      processes: ['http,worker', 'http,worker'],
    });
    ({ depot, database } = running);
  }, 120_000);
  afterAll(() => running.stop());

  const make = (scopes: readonly KeyScope[], client = 'reporting'): Promise<ApiKeyMade> =>
    depot.clients.admin.post<ApiKeyMade>('keys', { client, scopes });
  const listed = async (id: string): Promise<ApiKeyView> => {
    const found = (await depot.clients.admin.get<ApiKeyView[]>('keys')).find((key) => key.id === id);
    if (found === undefined) throw new Error('The key is not listed.');
    return found;
  };
  const at = (replica: number): string => depot.processes[replica]?.url ?? '';

  async function ask(
    secret: string,
    path: string,
    { replica = 0, body, cookie }: { replica?: number; body?: object; cookie?: string } = {},
  ): Promise<Response> {
    return fetch(`${at(replica)}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function statusEverywhere(secret: string): Promise<number[]> {
    return Promise.all([0, 1].map(async (replica) => (await ask(secret, '/api/jobs', { replica })).status));
  }

  it('is shown once: neither the list nor the record nor the log holds it, only what it begins with', async () => {
    const made = await make(['jobs:read']);
    expect(made.secret).toMatch(/^depot_[a-z2-7]{8}_[\w-]{43}$/);
    expect((await ask(made.secret, '/api/jobs')).status).toBe(200);
    const begins = made.secret.slice(0, 14);
    const rest = made.secret.slice(15);
    expect((await listed(made.id)).secrets).toMatchObject([{ begins }]);
    expect(JSON.stringify(await listed(made.id))).not.toContain(rest);
    const { rows } = await database.query<{ text: string }>(
      `SELECT (SELECT string_agg(t::text, '') FROM depot.api_key_secret t)
         || (SELECT string_agg(t::text, '') FROM depot.api_key t) || (SELECT string_agg(t::text, '') FROM depot.event t) AS text`,
    );
    expect(rows[0]?.text).toContain(begins);
    expect(rows[0]?.text).not.toContain(rest);
    expect(depot.processes.map(({ program }) => program.output()).join('')).not.toContain(rest);
    // A plain hash would let whoever has the record alone try keys out; this one's key is in the keyring.
    expect(readFileSync(join(depot.folder, 'data', 'keyring.json'), 'utf8')).not.toContain(rest);
  });

  it('names its client as who did it, with the address it came from', async () => {
    const { secret, id } = await make(['batches:write', 'jobs:read'], 'hr system');
    const answer = await ask(secret, '/api/batches', {
      body: { name: 'From HR', route: 'own-seed', csv: 'upn\nhr.sample@contoso.com' },
    });
    expect(answer.status).toBe(201);
    const { id: batch } = (await answer.json()) as BatchMade;
    const { rows } = await database.query<Record<string, string>>(
      "SELECT actor_kind, actor_id, actor_name, actor_address FROM depot.event WHERE kind = 'batch.created' AND batch_id = $1",
      [batch],
    );
    expect(rows).toEqual([{ actor_kind: 'key', actor_id: id, actor_name: 'hr system', actor_address: '127.0.0.1' }]);
    const { jobs } = (await (await ask(secret, `/api/jobs?batch=${batch}`)).json()) as JobPage;
    const timeline = await ask(secret, `/api/jobs/${jobs[0]?.id ?? ''}/timeline`);
    expect(((await timeline.json()) as EventView[])[0]).toMatchObject({ actor: { kind: 'key', name: 'hr system' } });
  });

  it('sees no more of a recipient than everybody does, and is offered no move', async () => {
    const { secret } = await make(['batches:write', 'jobs:read']);
    const csv = 'upn,phone,reference\nseen.sample@contoso.com,+4930123456,4711';
    const batch = { name: 'Seen', route: 'own-seed', csv };
    const { id } = (await (await ask(secret, '/api/batches', { body: batch })).json()) as BatchMade;
    const { jobs } = (await (await ask(secret, `/api/batches/${id}/jobs`)).json()) as JobPage;
    expect(await (await ask(secret, `/api/jobs/${jobs[0]?.id ?? ''}`)).json()).toMatchObject({
      recipient: { upn: 'seen.sample@contoso.com', phone: null, reference: null },
      moves: [],
    });
  });

  it('is judged by itself, whatever session its program sends along', async () => {
    const { secret } = await make(['jobs:read']);
    const { cookie } = depot.clients.admin;
    const people = await ask(secret, '/api/people', { cookie });
    expect(((await people.json()) as Problem).code).toBe('key-scope');
    const wrong = await ask(`${secret.slice(0, -2)}xx`, '/api/jobs', { cookie });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('tells apart neither wrong, nor expired, nor revoked', async () => {
    const expired = await make(['jobs:read']);
    await database.query('UPDATE depot.api_key SET expires_at = now() WHERE id = $1', [expired.id]);
    const revoked = await make(['jobs:read']);
    await depot.clients.admin.post(`keys/${revoked.id}/revoke`, { reason: 'a sample' });
    const answers = await Promise.all(
      [expired.secret, revoked.secret, `depot_aaaaaaaa_${'x'.repeat(43)}`, 'depot', ''].map(async (secret) => {
        const { instance: _, ...problem } = (await (await ask(secret, '/api/jobs')).json()) as Problem;
        return problem;
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ code: 'key-refused', status: 401 });
    expect(await listed(expired.id)).toMatchObject({ state: 'expired' });
    const { admin } = depot.clients;
    expect((await admin.problem(admin.post(`keys/${expired.id}/rotate`, {}))).code).toBe('key-over');
    expect((await admin.problem(admin.post(`keys/${revoked.id}/rotate`, {}))).code).toBe('key-over');
  });

  it('is worth nothing at any replica as soon as it was revoked', async () => {
    const { secret, id } = await make(['jobs:read']);
    expect(await statusEverywhere(secret)).toEqual([200, 200]);
    await depot.clients.admin.post(`keys/${id}/revoke`, { reason: 'found in a repository' });
    expect(await statusEverywhere(secret)).toEqual([401, 401]);
  });

  it('goes on for the time that was chosen when it is rotated, and the one before that no longer', async () => {
    const { admin } = depot.clients;
    const first = await make(['jobs:read']);
    const second = await admin.post<ApiKeyMade>(`keys/${first.id}/rotate`, { overlapMinutes: 60 });
    expect(second.id).toBe(first.id);
    expect(await statusEverywhere(first.secret)).toEqual([200, 200]);
    expect(await statusEverywhere(second.secret)).toEqual([200, 200]);
    expect(second.secrets.map(({ begins }) => begins)).toEqual([second.secret.slice(0, 14), first.secret.slice(0, 14)]);
    const left = Date.parse(second.secrets[1]?.until ?? '') - Date.now();
    expect(left / 60_000).toBeGreaterThan(58);
    expect(left / 60_000).toBeLessThanOrEqual(60);

    const third = await admin.post<ApiKeyMade>(`keys/${first.id}/rotate`, { overlapMinutes: 30 });
    expect(await statusEverywhere(first.secret)).toEqual([401, 401]);
    expect(await statusEverywhere(second.secret)).toEqual([200, 200]);
    await database.query('UPDATE depot.api_key_secret SET until = now() WHERE begins = $1', [
      second.secret.slice(0, 14),
    ]);
    expect(await statusEverywhere(second.secret)).toEqual([401, 401]);
    expect(await statusEverywhere(third.secret)).toEqual([200, 200]);
    // A rotation makes no earlier secret live longer than it would have.
    const fourth = await admin.post<ApiKeyMade>(`keys/${first.id}/rotate`, { overlapMinutes: 0 });
    expect(await statusEverywhere(third.secret)).toEqual([401, 401]);
    expect(await statusEverywhere(fourth.secret)).toEqual([200, 200]);
  });

  it('tells when it was last used and from where, and writes that once a minute', async () => {
    const { secret, id } = await make(['jobs:read']);
    expect((await listed(id)).secrets).toMatchObject([{ lastUsedAt: null, lastAddress: null }]);
    await ask(secret, '/api/people');
    expect((await listed(id)).secrets).toMatchObject([{ lastUsedAt: null }]);
    await ask(secret, '/api/jobs');
    const [used] = (await listed(id)).secrets;
    expect(used).toMatchObject({ lastAddress: '127.0.0.1' });
    await ask(secret, '/api/jobs');
    expect((await listed(id)).secrets[0]?.lastUsedAt).toBe(used?.lastUsedAt);
    const earlier = "UPDATE depot.api_key_secret SET last_used_at = last_used_at - interval '61 s' WHERE key_id = $1";
    await database.query(earlier, [id]);
    await ask(secret, '/api/jobs');
    expect(Date.parse((await listed(id)).secrets[0]?.lastUsedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(used?.lastUsedAt ?? ''),
    );
  });

  it('reads the metrics with the scope for it, though no other key was set up', async () => {
    const { secret } = await make(['metrics'], 'prometheus');
    const scraped = await ask(secret, '/metrics');
    expect(scraped.status).toBe(200);
    expect(await scraped.text()).toContain('depot_jobs');
    const { secret: other } = await make(['jobs:read']);
    expect((await ask(other, '/metrics')).status).toBe(403);
    expect((await fetch(`${at(0)}/metrics`)).status).toBe(401);
  });

  it('is slowed down when its program has lost count, and no other with it', async () => {
    const { secret } = await make(['stations:read'], 'hasty');
    const { secret: calm } = await make(['stations:read'], 'calm');
    let last = 200;
    let asked = 0;
    while (last === 200 && asked < 2000) {
      const statuses = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const headers = { authorization: `Bearer ${secret}` };
          return (await httpCall(`${at(0)}/api/stations`, { method: 'GET', headers })).status;
        }),
      );
      last = statuses.at(-1) ?? 0;
      asked += statuses.length;
    }
    expect(last).toBe(429);
    expect(asked).toBeGreaterThan(1200);
    expect((await ask(calm, '/api/stations')).status).toBe(200);
  });

  it('is on the record when it is made, rotated and revoked, and its secret is not', async () => {
    const { secret, id } = await make(['jobs:read'], 'on the record');
    const { secret: next } = await depot.clients.admin.post<ApiKeyMade>(`keys/${id}/rotate`, {});
    await depot.clients.admin.post(`keys/${id}/revoke`, { reason: 'no longer needed' });
    const { rows } = await database.query<{ kind: string; actor_name: string; facts: Record<string, unknown> }>(
      "SELECT kind, actor_name, facts FROM depot.event WHERE facts->>'client' = 'on the record' ORDER BY id",
    );
    expect(rows).toMatchObject([
      { kind: 'api-key.made', actor_name: 'admin', facts: { key: secret.slice(0, 14), scopes: ['jobs:read'] } },
      { kind: 'api-key.rotated', facts: { key: next.slice(0, 14), before: secret.slice(0, 14) } },
      { kind: 'api-key.revoked', facts: { reason: 'no longer needed' } },
    ]);
  });
});
