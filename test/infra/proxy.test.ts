import { randomBytes } from 'node:crypto';
import type { JobView } from '@depot/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Hands, sampleRecipients } from '../depot/hands.js';
import { leftOut } from '../depot/left-out.js';
import { Live } from '../depot/live.js';
import { Scrape } from '../metrics/exposition.js';
import { startFleet } from './fleet.js';
import type { Fleet } from './fleet.js';

const withoutStores = leftOut('nginx-light', 'openssl', 'postgresql', 'redis-server');

let fleet: Fleet;
let database: pg.Client;
beforeAll(async () => {
  if (withoutStores) return;
  // For `fetch` in this process alone; the agent is given the certificate and checks it.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  fleet = await startFleet();
  database = new pg.Client(fleet.databaseUrl);
  await database.connect();
});
afterAll(async () => {
  if (withoutStores) return;
  await database.end();
  await fleet.stop();
  vi.unstubAllEnvs();
});

describe.skipIf(withoutStores)('two replicas and a worker behind the proxy', () => {
  it('serve a whole job over TLS: sign-ins, the event stream, an agent’s socket', async () => {
    const station = await fleet.addStation();
    const manager = await fleet.signIn('manager');
    const client = await fleet.signIn('operator');
    const live = await Live.open(client);
    try {
      const csv = sampleRecipients(2, () => 'own-seed');
      await manager.post('batches', { name: 'Through the proxy', route: 'own-seed', csv });
      const shared = { pages: new Map(), random: (length: number) => new Uint8Array(randomBytes(length)) };
      const hands = new Hands({ client, live, station, reader: 0 }, shared);
      const job: JobView = await hands.serve((await hands.next())!, []);
      expect(job).toMatchObject({ state: 'arrived', seed: 'destroyed' });
    } finally {
      live.close();
    }
  });

  it('pass each event on at once, over a stream that the proxy does not hold back', async () => {
    const manager = await fleet.signIn('manager');
    const stream = await fetch(`${fleet.proxy.url}/api/events`, { headers: { cookie: manager.cookie } });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body!.getReader();
    const csv = sampleRecipients(1, () => 'qr').replaceAll('sample.', 'other.');
    await manager.post('batches', { name: 'Another', route: 'qr', csv });
    // The stream stays open: what comes now was not waited for by any buffer.
    let heard = '';
    while (!heard.includes('"kind":"batch.created"')) heard += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
  });

  it('have figures each: the worker of its steps, the others of requests, all of the same record', async () => {
    const [first, second, worker] = await Promise.all(
      [...fleet.http, fleet.worker].map(({ metricsUrl }) => Scrape.of(metricsUrl)),
    );
    expect(worker!.value('depot_step_duration_seconds_count', { step: 'burn', outcome: 'done' })).toBe(1);
    expect(worker!.value('depot_directory_calls_total', { adapter: 'manual', operation: 'record' })).toBe(1);
    expect(worker!.value('depot_info', { roles: 'worker', record: 'postgresql', queue: 'redis' })).toBe(1);
    expect(worker!.value('depot_agent_sockets')).toBe(0);
    for (const replica of [first!, second!]) {
      expect(replica.value('depot_step_duration_seconds_count')).toBe(null);
      expect(replica.value('depot_queue_tasks', { queue: 'stations', state: 'active' })).toBe(0);
    }
    const matched = (scrape: Scrape | undefined): number =>
      scrape?.value('depot_codes_checked_total', { result: 'matched' }) ?? 0;
    expect(matched(first) + matched(second)).toBe(2);
    expect(first!.value('depot_agent_sockets')! + second!.value('depot_agent_sockets')!).toBe(1);
    for (const scrape of [first!, second!, worker!]) expect(scrape.value('depot_jobs', { state: 'arrived' })).toBe(1);
  });

  it('keep the measurements inside, with or without a port of their own', async () => {
    expect((await fetch(`${fleet.proxy.url}/metrics`)).status).toBe(404);
    // Beside the API they are for a client’s key with the scope, and for nobody else.
    expect((await fetch(`${fleet.http[0].url}/metrics`, { headers: { authorization: 'Bearer ' } })).status).toBe(401);
  });

  it('lead from plain http to TLS, and say that the browser must stay there', async () => {
    const answer = await fetch(`${fleet.proxy.plainUrl}/batches`, { redirect: 'manual' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toMatch(/^https:\/\/127\.0\.0\.1\/batches$/);
    const { headers } = await fetch(`${fleet.proxy.url}/api/health/live`);
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7}/);
  });

  it('write the path of a request to the proxy’s log, never its query', async () => {
    const admin = await fleet.signIn('admin');
    await admin.get('jobs?search=sample.00001@contoso.com');
    await expect.poll(() => fleet.proxy.log()).toContain('"path":"/api/jobs"');
    expect(fleet.proxy.log()).not.toMatch(/contoso|search=/);
    expect(fleet.proxy.log()).toMatch(/"request":"[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});

describe.skipIf(withoutStores)('where a request came from', () => {
  /** Signs in with headers a proxy would set; the cookie and the address on record. */
  async function signIn(
    url: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; cookie: string; address: string | null }> {
    const password = /^ {2}admin +(\S+)$/m.exec(fleet.http[0].program.output())?.[1] ?? '';
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ name: 'admin', password }),
    });
    const { rows } = await database.query<{ actor_address: string }>(
      "SELECT actor_address FROM depot.event WHERE kind = 'person.signed-in' ORDER BY id DESC LIMIT 1",
    );
    return {
      status: answer.status,
      cookie: answer.headers.getSetCookie()[0] ?? '',
      address: rows[0]?.actor_address ?? null,
    };
  }
  const claims = {
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'depot.example.org',
  };

  it('is what a trusted proxy says', async () => {
    const origin = { origin: 'https://depot.example.org' };
    const { status, cookie, address } = await signIn(fleet.http[0].url, { ...claims, ...origin });
    expect({ status, address }).toEqual({ status: 200, address: '203.0.113.7' });
    expect(cookie).toMatch(/; Secure/);
  });

  it('is not what a stranger tells the proxy', async () => {
    for (let tries = 0; tries < 4; tries += 1) {
      const { status, address } = await signIn(fleet.proxy.url, claims);
      expect({ status, address }).toEqual({ status: 200, address: '127.0.0.1' });
    }
  });

  it('another site’s page stays another site’s, whatever it says of the host', async () => {
    const foreign = { origin: 'https://depot.example.org' };
    expect((await signIn(fleet.proxy.url, { ...claims, ...foreign })).status).toBe(403);
    const own = { origin: fleet.proxy.url };
    for (let tries = 0; tries < 4; tries += 1) expect((await signIn(fleet.proxy.url, own)).status).toBe(200);
  });
});
