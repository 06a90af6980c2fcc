import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { TLSSocket } from 'node:tls';
import { afterAll, expect, it } from 'vitest';
import { pair } from '@depot/kiosk-agent/pairing';
import { ApiProcess } from '../depot/api-process.js';
import { freePort } from '../depot/free-port.js';
import { Authority } from './certificates.js';

const folder = mkdtempSync(join(tmpdir(), 'depot-tls-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const authority = new Authority(folder, 'sample-ca');
const good = authority.issue('good', { san: 'IP:127.0.0.1' });

function start(cert: string, key: string, data: string, port: number): Promise<ApiProcess> {
  const DEPOT_DATA = join(folder, data);
  return ApiProcess.start(port, 'http,worker', { DEPOT_DATA, DEPOT_TLS_CERT: cert, DEPOT_TLS_KEY: key });
}

function ask(port: number): Promise<{ headers: IncomingHttpHeaders; serial: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: '/api/openapi.json',
      agent: false,
      ca: readFileSync(authority.ca),
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
    const renewed = authority.issue('renewed', { san: 'IP:127.0.0.1' });
    copyFileSync(renewed.key, files.key);
    copyFileSync(renewed.cert, files.cert);
    await expect.poll(async () => (await ask(port)).serial, { timeout: 20_000 }).not.toBe(first.serial);
  } finally {
    await api.kill();
  }
}, 60_000);

it('a key of another certificate, or one that names no host, is refused at the start', async () => {
  const other = authority.issue('other', { san: 'IP:127.0.0.1' });
  const nameless = authority.issue('nameless', { san: null });
  await expect(start(good.cert, other.key, 'a', await freePort())).rejects.toThrow(/DEPOT_TLS_KEY is not the key/);
  await expect(start(nameless.cert, nameless.key, 'b', await freePort())).rejects.toThrow(/names no host/);
  await expect(start(join(folder, 'none'), good.key, 'c', await freePort())).rejects.toThrow(/cannot be read/);
}, 60_000);
