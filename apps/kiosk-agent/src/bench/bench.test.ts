import { request } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { burn } from '@depot/devices';
import { codeAt, encodeBase32 } from '@depot/totp';
import { expect, onTestFinished, test } from 'vitest';
import { first, second, seed, temporaryFolder } from '../station.fixture.js';
import { openBench } from './open-bench.js';
import { type BenchState } from './virtual-bench.js';
import { type TokenView } from './token-view.js';

async function bench(folder?: string) {
  const home = folder ?? (await temporaryFolder());
  const opened = await openBench({ count: 2, folder: home, latencyMs: 0 });
  onTestFinished(() => opened.close());
  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(
      opened.url + path,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
    return { status: answer.status, value: await answer.json() };
  };
  const post = async (path: string, body: unknown = {}) => (await ask(path, body)).value as TokenView;
  const state = async () => (await ask('/state')).value as BenchState;
  return { ...opened, folder: home, ask, post, state };
}

type Bench = Awaited<ReturnType<typeof bench>>;

async function burnOn({ readers }: Bench, { reader, serial }: { reader: string; serial: string }): Promise<void> {
  const settings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 } as const;
  const card = await readers.connect(reader);
  const outcome = await burn(card, { serial, seed, settings, now: () => Date.now() / 1000 });
  await card.release();
  expect(outcome.kind).toBe('burned');
}

test('forty tokens lie in a new drawer, off and empty', async () => {
  const { readers, tokens } = await (await bench()).state();
  expect(readers).toEqual([
    { name: first, serial: null },
    { name: second, serial: null },
  ]);
  expect(tokens).toHaveLength(40);
  expect(tokens.every(({ on, hasSeed, display }) => !on && !hasSeed && display === null)).toBe(true);
});

test('a token is laid on a reader switched on, and what lay there is put away', async () => {
  const { post, readers, state } = await bench();
  const [one, other] = [await post('/take-fresh'), await post('/take-fresh')];
  await post('/place', { reader: 0, serial: one.serial });
  expect(await post('/place', { reader: 0, serial: other.serial })).toMatchObject({ reader: first, on: true });
  expect(await post('/place', { reader: 1, serial: other.serial })).toMatchObject({ reader: second });
  expect((await state()).readers.map(({ serial }) => serial)).toEqual([null, other.serial]);
  expect(readers.list()[1]?.presence).not.toBeNull();
  await post('/remove', { reader: 1 });
  expect((await state()).readers.map(({ serial }) => serial)).toEqual([null, null]);
});

test('what was burned is kept for its owner alone, and shows after switching off and on', async () => {
  const one = await bench();
  const { serial, clockError } = await one.post('/take-fresh');
  await one.post('/place', { reader: 0, serial });
  await burnOn(one, { reader: first, serial });
  const file = join(one.folder, 'virtual-tokens.json');
  expect(await readFile(file, 'utf8')).toContain(Buffer.from(seed).toString('hex'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  // Another run finds it so, though this one was never closed.
  const next = await bench(one.folder);
  await next.post('/switch', { serial, on: true });
  const { value } = await next.ask(`/tokens/${serial}/display`);
  const { code, at, now } = value as { code: string; at: number; now: number };
  expect(Math.abs(at - now - clockError)).toBeLessThanOrEqual(1);
  expect(code).toBe(codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 30 }, at));
});

test('fresh tokens are never the same, and never end', async () => {
  const { post, state } = await bench();
  const serials: string[] = [];
  for (let count = 0; count < 45; count += 1) serials.push((await post('/take-fresh')).serial);
  expect(new Set(serials).size).toBe(45);
  expect((await state()).tokens).toHaveLength(48);
});

test('a classic token shows the codes of its factory seed, by its own clock', async () => {
  const { post, ask } = await bench();
  const serial = '2308765000001';
  await post('/classic', { serial, seedBase32: encodeBase32(seed), period: 60, clockError: 70 });
  const view = await post('/switch', { serial, on: true });
  expect(view).toMatchObject({ model: 'Classic', hasSeed: true, clockError: 70 });
  const { code, at } = (await ask(`/tokens/${serial}/display`)).value as { code: string; at: number };
  expect(code).toBe(codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 60 }, at));
  expect(await ask('/place', { reader: 0, serial })).toMatchObject({ status: 400 });
});

test('faults are armed and disarmed', async () => {
  const one = await bench();
  const { serial } = await one.post('/take-fresh');
  await one.post('/place', { reader: 0, serial });
  await one.post('/faults', { serial, fault: { kind: 'eject', heard: true }, instruction: 0xc5 });
  await one.post('/faults', { serial, fault: null });
  await burnOn(one, { reader: first, serial });
  await one.post('/faults', { serial, fault: { kind: 'eject', heard: false }, times: 1 });
  await expect(burnOn(one, { reader: first, serial })).rejects.toThrow();
  expect((await one.state()).readers[0]?.serial).toBeNull();
});

test.each([
  ['/place', { reader: 9, serial: '1' }, 404],
  ['/place', { reader: 0, serial: '1' }, 404],
  ['/place', { reader: 'first' }, 400],
  ['/classic', { serial: '2308765000001', seedBase32: 'SECRET-1', period: 30 }, 400],
  ['/nothing', {}, 404],
])('%s with %j is answered %i and a sentence, which quotes no seed', async (path, body, status) => {
  const { ask } = await bench();
  const answer = await ask(path, body);
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.value)).toMatch(/"detail":"[A-Z].*\."/);
  expect(JSON.stringify(answer.value)).not.toContain('SECRET');
});

/** A request as a browser would send it from elsewhere; `fetch` lets nobody choose these headers. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/state`, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

test('only this machine, and no other page, gets an answer', async () => {
  const { url } = await bench();
  expect(await statusOf(url, {})).toBe(200);
  expect(await statusOf(url, { origin: url })).toBe(200);
  expect(await statusOf(url, { origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf(url, { origin: 'null' })).toBe(403);
  expect(await statusOf(url, { host: 'evil.example' })).toBe(403);
});

test('the page holds all it needs and lets nothing else in', async () => {
  const answer = await fetch((await bench()).url);
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(await answer.text()).not.toMatch(/(src|href)="(?!data:)/);
});
