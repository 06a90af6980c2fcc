import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { issueFor, makeAuthority } from './private-authority.js';
import type { PrivateAuthority } from './private-authority.js';
import { readCertificate } from './certificate.js';
import { takeRenewals } from './renewal.js';

let folder: string;
let authority: PrivateAuthority;
let server: Server;
let stop: () => Promise<void>;
let said: string[];

const files = () => ({ cert: join(folder, 'depot.crt'), key: join(folder, 'depot.key') });

/** @returns the serial number of what was written */
async function renew(): Promise<string> {
  const { cert, key } = await issueFor({ hosts: ['127.0.0.1'], now: new Date(), days: 2 }, authority);
  writeFileSync(files().cert, cert);
  writeFileSync(files().key, key);
  return new X509Certificate(cert).serialNumber;
}

/** The serial number of what a newcomer is shown. */
function shown(): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, ca: authority.cert }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw).serialNumber);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'depot-renewal-'));
  authority = await makeAuthority('sample', { now: new Date(), days: 2 });
  await renew();
  server = createServer(readCertificate(files(), new Date()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  said = [];
  stop = takeRenewals(server, files(), pino({}, { write: (line: string) => said.push(line) }));
});
afterEach(async () => {
  await stop();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a hang-up has the files read at once', async () => {
  const first = await shown();
  const second = await renew();
  expect(second).not.toBe(first);
  process.emit('SIGHUP');
  expect(await shown()).toBe(second);
  expect(said).toEqual([]);
});

it('a renewal that cannot be used is logged without its key, and the earlier certificate stays', async () => {
  const first = await shown();
  const { key } = await issueFor({ hosts: ['127.0.0.1'], now: new Date(), days: 2 }, authority);
  writeFileSync(files().key, key);
  process.emit('SIGHUP');
  expect(await shown()).toBe(first);
  expect(said.join('')).toMatch(/was not renewed; the earlier one stays. DEPOT_TLS_KEY is not the key/);
  const body = key.split('\n')[2] ?? '';
  expect(body.length).toBeGreaterThan(20);
  expect(said.join('')).not.toContain(body);
});

it('nothing is left behind when it ends', async () => {
  const before = process.listenerCount('SIGHUP');
  await stop();
  expect(process.listenerCount('SIGHUP')).toBe(before - 1);
});
