import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { VirtualReaders } from '@depot/devices';
import { expect, onTestFinished, test } from 'vitest';
import { makeKeys } from '../pairing/keys.js';
import { writeIdentity } from '../pairing/identity.js';
import { Refusal } from '../refusal.js';
import { temporaryFolder } from '../station.fixture.js';
import { type Finding } from './finding.js';
import { nodeVersion, sm4 } from './machine.js';
import { selfTest, type SelfTestParts } from './self-test.js';
import { tokenToTest } from './virtual-burn.js';

const seconds = () => Date.now() / 1000;

async function twoReaders() {
  const readers = new VirtualReaders({ count: 2 });
  return { readers, binding: 'virtual readers', benchUrl: null, close: () => readers.close() };
}

async function findings(parts: Partial<SelfTestParts> & { folder: string }): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const one of selfTest({ clock: Date.now, openReaders: twoReaders, ...parts })) found.push(one);
  return found;
}

const marks = (found: Finding[]) => found.map(({ mark }) => mark);
const failures = (found: Finding[]) => found.filter(({ mark }) => mark === 'failed').map(({ says }) => says);

/** Somebody who answers with this date. */
async function depotAt(date: Date): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(200, { date: date.toUTCString() }).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

test('a virtual token is burned by the whole path, and nothing is left of it', async () => {
  const folder = await temporaryFolder();
  const token = tokenToTest(seconds);
  const found = await findings({ folder, token });
  expect(found.map(({ says }) => says)).toEqual([
    expect.stringMatching(/^Node\.js \d+/),
    expect.stringMatching(/^SM4/),
    `The folder ${folder} can be written to`,
    'A virtual OTPC-P2-i on a virtual reader was identified',
    'A seed was sealed to it, opened and burned',
    'The journal kept the report until it was acknowledged',
    'Its code is the one computed from the seed',
    'Readers, reached by virtual readers: Virtual reader 1, Virtual reader 2',
    expect.stringMatching(/^No identity in .*Pair this agent first/),
  ]);
  expect(marks(found)).toEqual([...Array<string>(8).fill('ok'), 'note']);
  expect(token.snapshot().seed).toMatch(/^[0-9a-f]{40}$/);
  expect(await readdir(folder)).toEqual([]);
});

test('a token that cannot be burned is a failure, with the reason', async () => {
  const token = tokenToTest(seconds);
  token.faults.arm({ fault: { kind: 'eject', heard: false }, instruction: 0xc5 });
  const found = await findings({ folder: await temporaryFolder(), token });
  expect(failures(found)).toEqual([expect.stringMatching(/^It was not burned: /)]);
});

test('a token that shows something else than what was burned is a failure', async () => {
  const token = tokenToTest(seconds);
  token.display = () => '000000';
  const found = await findings({ folder: await temporaryFolder(), token });
  expect(failures(found)).toEqual(['Its code is not that of the seed']);
});

test('a folder that cannot be written to is a failure', async () => {
  const folder = join(await temporaryFolder(), 'file');
  await writeFile(folder, '');
  expect(failures(await findings({ folder }))).toEqual([
    `The folder ${folder} cannot be written to: choose another one with --folder`,
    'The burn of a virtual token was not tried',
  ]);
});

test('readers that cannot be opened are a note, in the words of whoever tried', async () => {
  const openReaders = () => Promise.reject(new Refusal('No card service runs.'));
  const found = await findings({ folder: await temporaryFolder(), openReaders });
  expect(found).toContainEqual({ mark: 'note', says: 'No card service runs.' });
  expect(failures(found)).toEqual([]);
});

test.each([
  [0, 'ok', /^This machine’s clock is the same as the depot’s$/],
  [-7, 'ok', /clock is 7 s ahead of the depot’s$/],
  [60, 'failed', /clock is 60 s behind the depot’s: set it/],
])('a depot whose clock is %i s ahead is named', async (ahead, mark, says) => {
  const folder = await temporaryFolder();
  // In the middle of a second, whatever the test takes.
  const at = Math.floor(Date.now() / 1000) * 1000 + 500;
  const url = await depotAt(new Date(at + ahead * 1000));
  await writeIdentity(folder, { stationId: crypto.randomUUID(), name: 'Bench 3', url, ...makeKeys() });
  const found = await findings({ folder, clock: () => at });
  expect(found.at(-2)).toEqual({ mark: 'ok', says: `Paired with ${url} as “Bench 3”` });
  expect(found.at(-1)?.says).toMatch(says);
  expect(found.at(-1)?.mark).toBe(mark);
});

test('a depot that is away is a note', async () => {
  const folder = await temporaryFolder();
  const url = 'http://127.0.0.1:1/';
  await writeIdentity(folder, { stationId: crypto.randomUUID(), name: 'Bench 3', url, ...makeKeys() });
  expect((await findings({ folder })).at(-1)).toMatchObject({ mark: 'note' });
});

test.each([
  ['20.18.3', 'failed'],
  ['20.19.0', 'ok'],
  ['18.20.0', 'failed'],
  ['24.0.0', 'ok'],
])('Node.js %s is %s', (version, mark) => {
  expect(nodeVersion(version).mark).toBe(mark);
});

test('an OpenSSL without SM4 is a failure that says what to install', () => {
  const { mark, says } = sm4(['aes-256-gcm', 'sm4-ecb']);
  expect(mark).toBe('failed');
  expect(says).toMatch(/official Node\.js build/);
});
