import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cutSerial } from '../transcript/cut-serial.js';
import { RecordingCard } from '../transcript/recording-card.js';
import { ReplayCard } from '../transcript/replay-card.js';
import type { Fault } from '../virtual/faults.js';
import { burnMolto, type MoltoBurnOrder } from './burn.js';
import { identifyMolto } from './identify.js';
import { benchOf, moltoOrder, pluggedMolto, takenProfile } from './molto.fixture.js';

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly order?: Partial<MoltoBurnOrder>;
  readonly rule?: { readonly fault: Fault; readonly apdu: number };
}

const sha256: Partial<MoltoBurnOrder> = {
  settings: { algorithm: 'SHA256', period: 60, displaySeconds: 60, digits: 8 },
  seed: new Uint8Array(32).fill(7),
};

const cases: readonly Case[] = [
  { name: 'burn-sha1-30', kind: 'burned' },
  { name: 'burn-sha256-60-without-title', kind: 'burned', order: { ...sha256, profile: 99, title: null } },
  { name: 'overwritten', kind: 'burned', order: { profile: 3, overwrite: true } },
  { name: 'occupied', kind: 'refused', order: { profile: 3 } },
  { name: 'wrong-customer-key', kind: 'refused', order: { customerKey: new TextEncoder().encode('not its key') } },
  { name: 'lost-after-configure', kind: 'uncertain', rule: { fault: { kind: 'eject', heard: true }, apdu: 5 } },
  { name: 'lost-after-seed', kind: 'uncertain', rule: { fault: { kind: 'eject', heard: true }, apdu: 7 } },
];

const fileOf = (name: string) => new URL(`transcripts/${name}.txt`, import.meta.url);
const taken = { profiles: { '3': takenProfile } };

test.each(cases)('the virtual Molto2 and its transcript agree: $name', async ({ name, kind, order, rule }) => {
  const molto = pluggedMolto(taken);
  if (rule !== undefined) molto.faults.arm(rule);
  const card = new RecordingCard((await benchOf(molto)).card);
  expect((await burnMolto(card, moltoOrder(order))).kind).toBe(kind);
  await expect(card.transcript).toMatchFileSnapshot(fileURLToPath(fileOf(name)));
});

test.each(cases)('the driver keeps to the transcript: $name', async ({ name, kind, order }) => {
  const card = new ReplayCard(readFileSync(fileOf(name), 'utf8'));
  const wanted = moltoOrder(order);
  expect((await burnMolto(card, { ...wanted, serial: cutSerial(wanted.serial) })).kind).toBe(kind);
  card.finish();
});

const whole = (): string[] => readFileSync(fileOf('burn-sha1-30'), 'utf8').trimEnd().split('\n');

async function troubleWith(lines: readonly string[]): Promise<unknown> {
  const card = new ReplayCard(lines.join('\n'));
  const order = moltoOrder();
  await burnMolto(card, { ...order, serial: cutSerial(order.serial) }).catch(() => undefined);
  try {
    card.finish();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('each command that is missing, doubled or other fails with the number of its line', async () => {
  const lines = whole();
  expect(await troubleWith(lines)).toBeUndefined();
  for (let at = 0; at < lines.length; at += 2) {
    const [before, pair, after] = [lines.slice(0, at), lines.slice(at, at + 2), lines.slice(at + 2)];
    const other = ['=> 80ff0000', '<= 9000'];
    const isLast = after.length === 0;
    expect(String(await troubleWith([...before, ...after]))).toMatch(
      isLast ? /^TranscriptMismatch: After line 12, the last: / : new RegExp(`: Line ${at + 1}: expected`),
    );
    expect(String(await troubleWith([...before, ...pair, ...pair, ...after]))).toMatch(
      new RegExp(`^TranscriptMismatch: Line ${at + 3}: ${isLast ? 'this was never sent' : 'expected'}`),
    );
    expect(String(await troubleWith([...before, ...other, ...after]))).toMatch(
      new RegExp(`^TranscriptMismatch: Line ${at + 1}: expected \\[unknown 4\\], but `),
    );
  }
});

test('all its profiles are listed from a transcript, with an x for each byte of a title', async () => {
  const molto = pluggedMolto({ ...taken, model: 'Molto2' });
  const card = new RecordingCard((await benchOf(molto)).card);
  const { profiles } = await identifyMolto(card);
  await expect(card.transcript).toMatchFileSnapshot(fileURLToPath(fileOf('identified')));
  const replayed = new ReplayCard(card.transcript);
  const told = await identifyMolto(replayed);
  replayed.finish();
  expect(told).toMatchObject({ serial: '10000000', model: { name: 'Molto2' } });
  expect(profiles[3]).toEqual({ occupied: true, title: 'other' });
  expect(told.profiles[3]).toEqual({ occupied: true, title: 'xxxxx' });
});
