import { X509Certificate, randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Problem } from '@depot/contracts';
import { makeKeys, pair, publicKeys } from '@depot/kiosk-agent/pairing';
import { ApiProcess } from '../depot/api-process.js';
import { freePort } from '../depot/free-port.js';
import { Hands, sampleRecipients } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { programs, startProgram } from '../depot/program.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { layEmptyRecord } from '../stores/empty-record.js';
import { depotCommand, signInOf } from '../workflow/audit.fixture.js';
import { Authority } from './certificates.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-tls-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const authority = await Authority.make(folder, 'sample-ca');
const good = await authority.issue('good', ['127.0.0.1']);

async function start(cert: string, key: string, data: string, port: number): Promise<ApiProcess> {
  const DEPOT_DATA = join(folder, data);
  await layEmptyRecord(join(DEPOT_DATA, 'record'));
  return ApiProcess.start(port, 'http,worker', { DEPOT_DATA, DEPOT_TLS_CERT: cert, DEPOT_TLS_KEY: key });
}

function ask(port: number, ca = authority.ca): Promise<{ headers: IncomingHttpHeaders; serial: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: '/api/openapi.json',
      agent: false,
      ca: readFileSync(ca),
    };
    const asked = request(options, (response) => {
      const serial = new X509Certificate((response.socket as TLSSocket).getPeerCertificate().raw).serialNumber;
      response.resume().on('end', () => {
        resolve({ headers: response.headers, serial });
      });
    });
    asked.on('error', reject).end();
  });
}

it('the depot serves https, an agent must know its authority, and a renewed certificate needs no restart', async () => {
  const files = { cert: join(folder, 'live.crt'), key: join(folder, 'live.key') };
  copyFileSync(good.cert, files.cert);
  copyFileSync(good.key, files.key);
  const port = await freePort();
  const api = await start(files.cert, files.key, 'live', port);
  try {
    const first = await ask(port);
    expect(first.headers['strict-transport-security']).toMatch(/^max-age=/);
    const station = { url: `https://127.0.0.1:${String(port)}`, name: 'Bench', code: 'ABCDE23456' };
    const at = { ...station, folder: join(folder, 'agent') };
    await expect(pair(at)).rejects.toThrow(/issuer this agent does not trust.*--ca/);
    // With the authority it gets as far as the depot's own refusal of the code.
    await expect(pair({ ...at, ca: authority.ca })).rejects.toThrow(/code/i);
    const renewed = await authority.issue('renewed', ['127.0.0.1']);
    copyFileSync(renewed.key, files.key);
    copyFileSync(renewed.cert, files.cert);
    await expect.poll(async () => (await ask(port)).serial).not.toBe(first.serial);
  } finally {
    await api.kill();
  }
});

it('files that cannot be used are refused at the start, with what to do', async () => {
  const other = await authority.issue('other', ['127.0.0.1']);
  const nameless = await authority.issue('nameless', []);
  const expired = await authority.expired('expired', ['127.0.0.1']);
  await expect(start(good.cert, other.key, 'a', await freePort())).rejects.toThrow(/DEPOT_TLS_KEY is not the key/);
  await expect(start(nameless.cert, nameless.key, 'b', await freePort())).rejects.toThrow(/names no host/);
  await expect(start(expired.cert, expired.key, 'c', await freePort())).rejects.toThrow(/expired on .* Renew it/);
  await expect(start(join(folder, 'none'), good.key, 'd', await freePort())).rejects.toThrow(/cannot be read/);
  await expect(start(good.cert, '', 'e', await freePort())).rejects.toThrow(/DEPOT_TLS_KEY/);
});

it('an agent is told when the certificate is another host’s', async () => {
  const elsewhere = await authority.issue('elsewhere', ['depot.example.org']);
  const port = await freePort();
  const api = await start(elsewhere.cert, elsewhere.key, 'elsewhere', port);
  try {
    const url = `https://127.0.0.1:${String(port)}`;
    const paired = pair({ url, name: 'Bench', code: 'ABCDE23456', folder: join(folder, 'agent-2'), ca: authority.ca });
    await expect(paired).rejects.toThrow(/name/);
  } finally {
    await api.kill();
  }
});

it('an agent is not paired by a line on which its code could be read', async () => {
  const DEPOT_DATA = join(folder, 'behind');
  await layEmptyRecord(join(DEPOT_DATA, 'record'));
  const settings = { DEPOT_DATA, DEPOT_TRUST_PROXY: '127.0.0.1' };
  const api = await ApiProcess.start(await freePort(), 'http,worker', settings);
  try {
    const keys = publicKeys(makeKeys());
    const pairBy = async (scheme: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-proto': scheme };
      const body = JSON.stringify({ code: 'ABCDE23456', name: 'Bench', ...keys });
      const answer = await fetch(`${api.url}/api/agents/pair`, { method: 'POST', headers, body });
      return Problem.parse(await answer.json()).code;
    };
    expect(await pairBy('http')).toBe('unsafe-line');
    expect(await pairBy('https')).toBe('pairing-refused');
  } finally {
    await api.kill();
  }
});

describe('a station that knows the private authority', () => {
  let depot: ThrowAwayDepot;
  let live: Live;

  beforeAll(async () => {
    // Of the people in this test alone; the agent is a program with an environment of its own.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const environment = { DEPOT_TLS_CERT: good.cert, DEPOT_TLS_KEY: good.key };
    depot = await ThrowAwayDepot.start({ environment, ca: authority.ca, stations: [1] });
    live = await Live.open(depot.clients.operator);
  });
  afterAll(async () => {
    live.close();
    await depot.stop();
    vi.unstubAllEnvs();
  });

  it('takes a job over TLS from its order to its arrival', async () => {
    const [station] = depot.stations;
    if (station === undefined) throw new Error('No station.');
    const random = (length: number) => new Uint8Array(randomBytes(length));
    const hands = new Hands({ client: depot.clients.operator, live, station, reader: 0 }, { pages: new Map(), random });
    const csv = sampleRecipients(1, () => 'own-seed');
    await depot.clients.manager.post('batches', { name: 'Over TLS', route: 'own-seed', csv });
    const job = await hands.take();
    expect(await hands.serve(job, [])).toMatchObject({ state: 'arrived', seed: 'destroyed' });
  });

  it('leaves a record that whoever names the authority checks over TLS; the station’s address stands in it', async () => {
    const signIn = signInOf(depot, 'admin');
    const verify = (...args: string[]) => depotCommand(['audit', 'verify', '--url', depot.url, ...args], signIn);
    const strange = await verify();
    expect(strange).toMatchObject({ code: 2 });
    expect(strange.output).toMatch(/name the file of its authority with --ca/);
    const wrong = await verify('--ca', good.key);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.output).toMatch(/not a file with the certificate of an authority/);
    const trusted = await verify('--ca', authority.ca);
    expect(trusted.output).toMatch(/^Whole: the depot at https:/);
    expect(trusted.code).toBe(0);
    const file = join(folder, 'record.jsonl');
    const exported = ['audit', 'export', file, '--url', depot.url, '--ca', authority.ca];
    expect(await depotCommand(exported, signIn)).toMatchObject({ code: 0 });
    const byAgents = readFileSync(file, 'utf8').match(/"actor_kind":"agent"[^\n]*/g) ?? [];
    expect(byAgents.length).toBeGreaterThan(0);
    for (const row of byAgents) expect(row).toContain('"127.0.0.1"');
  });
});

describe('npm run depot -- tls self-signed', () => {
  const command = (...args: string[]) => startProgram(programs.command, ['tls', 'self-signed', ...args], {});

  it('makes what the depot starts with, and keeps its authority for the next certificate', async () => {
    const made = join(folder, 'made');
    const first = command('--folder', made, '--name', 'depot.example.org', '--ip', '127.0.0.1');
    expect(await first.ended).toBe(0);
    const ca = readFileSync(join(made, 'ca.crt'), 'utf8');
    expect(first.output()).toContain(new X509Certificate(ca).fingerprint256);
    const certificate = new X509Certificate(readFileSync(join(made, 'depot.crt')));
    expect(certificate.verify(new X509Certificate(ca).publicKey)).toBe(true);
    expect(certificate.checkHost('depot.example.org')).toBe('depot.example.org');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    for (const name of ['ca.key', 'depot.key']) expect(statSync(join(made, name)).mode & 0o077).toBe(0);

    const refused = command('--folder', made);
    expect(await refused.ended).toBe(2);
    expect(refused.output()).toMatch(/is there already. Say --force/);
    const again = command('--folder', made, '--ip', '127.0.0.1', '--force');
    expect(await again.ended).toBe(0);
    expect(readFileSync(join(made, 'ca.crt'), 'utf8')).toBe(ca);

    const port = await freePort();
    const api = await start(join(made, 'depot.crt'), join(made, 'depot.key'), 'made-data', port);
    expect((await ask(port, join(made, 'ca.crt'))).headers['strict-transport-security']).toBeDefined();
    await api.kill();
  });

  it.each([
    ['--days', '9999', /--days is a number from 1 to 825/],
    ['--ip', 'depot.example.org', /--ip takes an address/],
    ['--name', 'not a name', /--name takes a host name/],
  ])('says what %s takes', async (option, value, words) => {
    const refused = command('--folder', join(folder, 'nothing'), option, value);
    expect(await refused.ended).toBe(2);
    expect(refused.output()).toMatch(words);
  });
});
