import { afterEach, expect, test } from 'vitest';
import type { ReaderEvent } from '../transport.js';
import { FakeBinding } from './fake-binding.fixture.js';
import type { PcscFailureKind } from './pcsc-failure.js';
import { PcscReaders } from './pcsc-readers.js';

const reader = 'Sample reader 00 00';
const info = Uint8Array.of(0x80, 0x41, 0, 0, 0);
const timing = { answerTimeoutMs: 20, patienceMs: 100, retryMs: 1, pulseMs: 5 };
const never = () => new Promise<never>(() => undefined);

const opened: PcscReaders[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((readers) => readers.close()));
});

/** Readers whose processes come in turn: the first watches, each later one holds a card or watches again. */
async function open(...processes: FakeBinding[]) {
  const watcher = processes[0] ?? new FakeBinding();
  const waiting = processes.length === 0 ? [watcher] : [...processes];
  const started: FakeBinding[] = [];
  const readers = new PcscReaders({
    wanted: null,
    startProcess: () => {
      const process = waiting.shift() ?? new FakeBinding();
      started.push(process);
      return process;
    },
    serviceAnswers: () => Promise.resolve(true),
    timing,
  });
  opened.push(readers);
  const events: ReaderEvent[] = [];
  readers.subscribe((event) => events.push(event));
  await readers.tried;
  return { readers, watcher, started, events };
}

function laid(watcher: FakeBinding, changes = 1): void {
  watcher.tell({ type: 'reader-added', reader });
  watcher.tell({ type: 'field', reader, isOccupied: true, changes });
}

test('a card that left and one that came between two looks are told as two presences', async () => {
  const { watcher, events } = await open();
  laid(watcher, 1);
  watcher.tell({ type: 'field', reader, isOccupied: true, changes: 1 });
  watcher.tell({ type: 'field', reader, isOccupied: true, changes: 3 });
  expect(events).toEqual([
    { type: 'reader-added', reader },
    { type: 'card-present', reader, presence: 1 },
    { type: 'card-removed', reader, presence: 1 },
    { type: 'card-present', reader, presence: 2 },
  ]);
});

test.each<[PcscFailureKind, object]>([
  ['held-elsewhere', { code: 'held-elsewhere' }],
  ['unresponsive', { code: 'unresponsive' }],
  ['other', { code: 'failed' }],
  ['broken', { code: 'failed' }],
  ['no-card', { reason: 'removed' }],
  ['no-reader', { reason: 'reader-lost' }],
  ['no-service', { reason: 'reader-lost' }],
])('a connection that fails with %s says %o, and the next one may do better', async (kind, expected) => {
  // Twice: who holds it elsewhere is given a moment.
  const { readers, watcher } = await open(
    new FakeBinding(),
    new FakeBinding(kind === 'held-elsewhere' ? [kind, kind] : [kind]),
  );
  laid(watcher);
  await expect(readers.connect(reader)).rejects.toMatchObject(expected);
  const card = await readers.connect(reader);
  expect(await card.transmit(info)).toEqual(Uint8Array.of(0x90, 0));
});

test('a program that looks at the card for a moment is waited for', async () => {
  const { readers, watcher } = await open(new FakeBinding(), new FakeBinding(['held-elsewhere']));
  laid(watcher);
  expect(await (await readers.connect(reader)).transmit(info)).toEqual(Uint8Array.of(0x90, 0));
});

test('a process that does not connect in time is ended, and another one is used', async () => {
  const { readers, watcher, started } = await open(new FakeBinding(), new FakeBinding(['broken']));
  laid(watcher);
  await expect(readers.connect(reader)).rejects.toMatchObject({ code: 'failed' });
  expect(started[1]?.hasEnded).toBe(true);
  await readers.connect(reader);
  expect(started).toHaveLength(3);
});

test('a process that crashes in mid-command loses its card and nothing else', async () => {
  const holder = new FakeBinding();
  const { readers, watcher, events } = await open(new FakeBinding(), holder);
  laid(watcher);
  const card = await readers.connect(reader);
  holder.answer = never;
  const answer = card.transmit(info);
  holder.end();
  await expect(answer).rejects.toMatchObject({ reason: 'reader-lost' });
  await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'reader-lost' });
  await card.release();
  expect(await (await readers.connect(reader)).transmit(info)).toEqual(Uint8Array.of(0x90, 0));
  expect(events.filter(({ type }) => type.endsWith('removed'))).toEqual([]);
});

test('a mute card is spent, and whoever waits for it is ended', async () => {
  const holder = new FakeBinding();
  const { readers, watcher } = await open(new FakeBinding(), holder);
  laid(watcher);
  const card = await readers.connect(reader);
  holder.answer = never;
  await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'time-out' });
  await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'time-out' });
  expect(holder.hasEnded).toBe(true);
});

test.each(['other', 'broken', 'held-elsewhere'] as const)(
  'a reader that fails with %s after its card was mute still waits for the card',
  async (kind) => {
    const holder = new FakeBinding();
    const { readers, watcher } = await open(new FakeBinding(), holder, new FakeBinding([kind, kind]));
    laid(watcher);
    const card = await readers.connect(reader);
    holder.answer = never;
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'time-out' });
    await card.release();
    await expect(readers.connect(reader)).rejects.toMatchObject({ code: 'unresponsive' });
  },
);

test.each([[[]], [[0x90]]])(
  'an answer of %j is a lost link, and the card is reset when it is let go',
  async (bytes) => {
    const holder = new FakeBinding();
    const { readers, watcher } = await open(new FakeBinding(), holder);
    laid(watcher);
    const card = await readers.connect(reader);
    holder.answer = () => Promise.resolve(Uint8Array.from(bytes));
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'short-answer' });
    await card.release();
    expect(holder.disconnects).toEqual([true]);
  },
);

test('a card that did well keeps its power when it is let go', async () => {
  const holder = new FakeBinding();
  const { readers, watcher } = await open(new FakeBinding(), holder);
  laid(watcher);
  const card = await readers.connect(reader);
  await card.transmit(info);
  await card.release();
  expect(holder.disconnects).toEqual([false]);
});

test('a command that is under way when its card leaves fails at once', async () => {
  const holder = new FakeBinding();
  const { readers, watcher } = await open(new FakeBinding(), holder);
  laid(watcher);
  const card = await readers.connect(reader);
  holder.answer = never;
  const answer = card.transmit(info);
  watcher.tell({ type: 'field', reader, isOccupied: false, changes: 2 });
  await expect(answer).rejects.toMatchObject({ reason: 'removed' });
  expect(holder.hasEnded).toBe(true);
});

test('a connection to a card that left meanwhile is given back', async () => {
  const holder = new FakeBinding();
  const { readers, watcher } = await open(new FakeBinding(), holder);
  laid(watcher);
  const connecting = readers.connect(reader);
  connecting.catch(() => undefined);
  await Promise.resolve();
  watcher.tell({ type: 'field', reader, isOccupied: false, changes: 2 });
  await expect(connecting).rejects.toMatchObject({ reason: 'removed' });
  expect(holder.disconnects).toEqual([true]);
});

test('a watching process that no longer stirs is replaced', async () => {
  const { readers, watcher, started, events } = await open();
  laid(watcher);
  watcher.isAwake = false;
  await expect.poll(() => started).toHaveLength(2);
  expect(events.slice(2, 5)).toEqual([
    { type: 'card-removed', reader, presence: 1 },
    { type: 'reader-removed', reader },
    { type: 'trouble' },
  ]);
  await expect.poll(() => readers.trouble()).toBeNull();
});

test('a service that freezes whoever calls it is said not to answer', async () => {
  const frozen = new FakeBinding();
  frozen.watchFails = 'broken';
  const { events, started } = await open(frozen);
  await expect.poll(() => started).toHaveLength(2);
  expect(frozen.hasEnded).toBe(true);
  expect(events).toContainEqual({ type: 'trouble' });
});

test('a reader of which nothing was said yet is not taken for an empty one', async () => {
  const { readers, watcher } = await open();
  expect(readers.areTold).toBe(true);
  watcher.tell({ type: 'reader-added', reader });
  expect(readers.areTold).toBe(false);
  watcher.tell({ type: 'field', reader, isOccupied: false, changes: 0 });
  expect(readers.areTold).toBe(true);
});

test('where no binding loads, the readers say which library is missing', async () => {
  const none = new FakeBinding();
  none.loads = null;
  const { readers } = await open(none);
  expect(readers.binding).toBeNull();
  expect(readers.trouble()).toMatch(/^The smart-card library is missing/);
});
