import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PairRequest } from '@depot/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../station.fixture.js';
import { depotAddress, socketUrl } from './depot-address.js';
import { readIdentity } from './identity.js';
import { pair } from './pair.js';

const stationId = '0190a0f0-0000-7000-8000-000000000001';
const code = 'ABCDE23456';

/** An API that answers every request so, and keeps what it was sent. */
async function api(status: number, answer: unknown): Promise<{ url: string; sent: { path: string; body: unknown }[] }> {
  const sent: { path: string; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      sent.push({ path: request.url ?? '', body: JSON.parse(text) });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

test('public keys go to the depot, private ones into a file for the owner alone', async () => {
  const folder = await temporaryFolder();
  const { url, sent } = await api(200, { stationId, name: 'Bench 3' });
  const identity = await pair({ url, name: 'Bench 3', code, folder });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.path).toBe('/api/agents/pair');
  const request = PairRequest.parse(sent[0]?.body);
  expect(request).toMatchObject({ code, name: 'Bench 3', signingKey: { x: identity.signingKey.x } });
  const file = join(folder, 'identity.json');
  expect(await readIdentity(folder)).toEqual(identity);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).not.toContain(code);
});

test('a refusal is told in the words of the depot, and leaves no identity', async () => {
  const folder = await temporaryFolder();
  const { url } = await api(403, { title: 'The pairing code is wrong.', detail: `Got ${code}.` });
  const refusal = pair({ url, name: 'Bench 3', code, folder });
  await expect(refusal).rejects.toThrow(/^The pairing code is wrong\.$/);
  await expect(readIdentity(folder)).rejects.toThrow(/Pair this agent first/);
});

test('a depot that does not answer is named, the code is not', async () => {
  const attempt = pair({ url: 'http://127.0.0.1:9', name: 'Bench 3', code, folder: await temporaryFolder() });
  await expect(attempt).rejects.toThrow(/^The depot at 127\.0\.0\.1:9 cannot be reached\.$/);
});

test.each(['http://depot.example', 'http://127.0.0.1.depot.example', 'http://10.0.0.1', 'ftp://depot', 'depot'])(
  'the address %s is refused',
  (address) => expect(() => depotAddress(address)).toThrow(/https/),
);

test.each([
  ['http://127.0.0.1:8080', 'ws://127.0.0.1:8080/api/agent'],
  ['http://localhost:8080/', 'ws://localhost:8080/api/agent'],
  ['http://[::1]:8080', 'ws://[::1]:8080/api/agent'],
  ['https://it.example/depot/', 'wss://it.example/depot/api/agent'],
])('the socket of %s is %s', (address, socket) => expect(socketUrl(depotAddress(address)).href).toBe(socket));
