import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { burnMolto, identifyMolto, setCustomerKey, type Card } from '@depot/devices';
import { codeAt } from '@depot/totp';
import { expect, onTestFinished, test } from 'vitest';
import { seed, temporaryFolder } from '../station.fixture.js';
import { moltoSockets, type MoltoView } from './molto-bench.js';
import { openBench } from './open-bench.js';
import { type BenchState } from './virtual-bench.js';

const [socket = '', otherSocket = ''] = moltoSockets;
const access = { customerKey: null, triesLeft: null, keyTrial: false };

async function bench(folder?: string) {
  const home = folder ?? (await temporaryFolder());
  const opened = await openBench({ count: 1, folder: home, latencyMs: 0 });
  onTestFinished(() => opened.close());
  const ask = async (path: string, body?: unknown) => {
    const message = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(opened.url + path, message);
    return { status: answer.status, value: await answer.json() };
  };
  const post = async (path: string, body: unknown = {}) => (await ask(path, body)).value as MoltoView;
  const moltos = async () => ((await ask('/state')).value as BenchState).moltos;
  const onCard = async <Result>(act: (card: Card) => Promise<Result>): Promise<Result> => {
    const card = await opened.readers.connect(socket);
    return act(card).finally(() => card.release());
  };
  return { ...opened, folder: home, ask, post, moltos, onCard };
}

const burn = (card: Card, serial: string) =>
  burnMolto(card, {
    ...{ ...access, serial, profile: 3, seed, title: 'C-0042', overwrite: false, now: () => Date.now() / 1000 },
    settings: { algorithm: 'SHA1', period: 30, displaySeconds: 30, digits: 6 },
  });

test('a new drawer has one Molto2 of each model, unplugged and empty, and no reader for them', async () => {
  const { moltos, readers } = await bench();
  const views = await moltos();
  expect(views.map(({ model }) => model)).toEqual(['Molto2 v2', 'Molto2']);
  expect(views.every(({ reader, lines }) => reader === null && lines.length === 0)).toBe(true);
  expect(readers.list()).toHaveLength(1);
});

test('plugged in a Molto2 is its own reader, and unplugged it takes that with it', async () => {
  const { post, readers, onCard } = await bench();
  const one = await post('/take-molto');
  expect(await post('/plug', { serial: one.serial, plugged: true })).toMatchObject({ reader: socket });
  expect(readers.list().map(({ name }) => name)).toContain(socket);
  expect(await onCard(identifyMolto)).toMatchObject({ serial: one.serial, model: { name: 'Molto2 v2' } });
  expect(await post('/plug', { serial: one.serial, plugged: true })).toMatchObject({ reader: socket });
  const other = await post('/take-molto');
  expect(await post('/plug', { serial: other.serial, plugged: true })).toMatchObject({ reader: otherSocket });
  expect(await post('/plug', { serial: one.serial, plugged: false })).toMatchObject({ reader: null });
  expect(readers.list().map(({ name }) => name)).toEqual(['Virtual reader 1', otherSocket]);
});

test('there are two sockets, and fresh ones without end', async () => {
  const { post, ask } = await bench();
  const fresh = [await post('/take-molto'), await post('/take-molto'), await post('/take-molto')];
  expect(new Set(fresh.map(({ serial }) => serial)).size).toBe(3);
  for (const { serial } of fresh.slice(0, 2)) await post('/plug', { serial, plugged: true });
  const third = await ask('/plug', { serial: fresh[2]?.serial, plugged: true });
  expect(third).toMatchObject({ status: 400, value: { detail: expect.stringContaining('Unplug') as string } });
});

test('what was burned is on the screen, and survives the death of the program', async () => {
  const one = await bench();
  const { serial, clockError } = await one.post('/take-molto');
  await one.post('/plug', { serial, plugged: true });
  expect(await one.onCard((card) => burn(card, serial))).toMatchObject({ kind: 'burned' });
  expect((await one.moltos())[0]?.lines).toMatchObject([{ profile: 3, title: 'C-0042' }]);
  const file = join(one.folder, 'virtual-moltos.json');
  expect(await readFile(file, 'utf8')).toContain(Buffer.from(seed).toString('hex'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const next = await bench(one.folder);
  const { value } = await next.ask(`/tokens/${serial}/profiles/3/display`);
  const { code, at, now } = value as { code: string; at: number; now: number };
  expect(Math.abs(at - now - clockError)).toBeLessThanOrEqual(1);
  expect(code).toBe(codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 30 }, at));
});

test('tries that were spent stay spent', async () => {
  const one = await bench();
  const { serial } = await one.post('/take-molto');
  await one.post('/plug', { serial, plugged: true });
  const newKey = new TextEncoder().encode('contoso depot key');
  await one.onCard((card) => setCustomerKey(card, { ...access, serial, newKey }));
  expect((await one.moltos())[0]).toMatchObject({ asks: true });
  expect(await one.post('/press-up', { serial })).toMatchObject({ asks: false });
  expect(await one.onCard((card) => burn(card, serial))).toMatchObject({ code: 'wrong-customer-key', triesLeft: 7 });
  expect((await (await bench(one.folder)).moltos())[0]).toMatchObject({ serial, triesLeft: 7 });
});

test('a Molto2 that was pulled out by a fault can be plugged in again', async () => {
  const { post, onCard } = await bench();
  const { serial } = await post('/take-molto');
  await post('/plug', { serial, plugged: true });
  await post('/faults', { serial, fault: { kind: 'eject', heard: true }, instruction: 0xc5 });
  expect(await onCard((card) => burn(card, serial))).toMatchObject({ kind: 'uncertain', code: 'link-lost' });
  expect(await post('/clock', { serial, clockError: 5 })).toMatchObject({ reader: null, clockError: 5 });
  expect(await post('/plug', { serial, plugged: true })).toMatchObject({ reader: socket });
});

test.each([
  ['/plug', { serial: '1', plugged: true }, 404],
  ['/plug', { serial: '1' }, 400],
  ['/press-up', { serial: '1' }, 404],
])('%s with %j is answered %i and a sentence', async (path, body, status) => {
  const answer = await (await bench()).ask(path, body);
  expect(answer).toMatchObject({ status, value: { detail: expect.stringMatching(/^[A-Z].*\.$/) as string } });
});

test('a profile that is not there has no display', async () => {
  const { moltos, ask } = await bench();
  const small = (await moltos()).find(({ model }) => model === 'Molto2');
  expect(await ask(`/tokens/${small?.serial ?? ''}/profiles/49/display`)).toMatchObject({ value: { code: null } });
  expect(await ask(`/tokens/${small?.serial ?? ''}/profiles/50/display`)).toMatchObject({ status: 404 });
});
