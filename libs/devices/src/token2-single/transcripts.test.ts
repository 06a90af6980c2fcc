import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { benchWith, litToken, orderFor } from '../bench.fixture.js';
import { cutSerial } from '../transcript/cut-serial.js';
import { RecordingCard } from '../transcript/recording-card.js';
import { ReplayCard } from '../transcript/replay-card.js';
import type { DeviceErrorCode } from '../device-error.js';
import type { Fault } from '../virtual/faults.js';
import { ForeignCard, type ForeignKind } from '../virtual/foreign-card.js';
import { burn, type BurnOrder } from './burn.js';
import { identify } from './identify.js';
import type { SingleSettings } from './settings.js';

const sha1: SingleSettings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 };
const sha256: SingleSettings = { algorithm: 'SHA256', period: 60, displaySeconds: 30 };

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly settings?: SingleSettings;
  readonly serial?: string;
  readonly rule?: { readonly fault: Fault; readonly apdu: number };
}

const cases: readonly Case[] = [
  { name: 'burn-sha1-30', kind: 'burned' },
  { name: 'burn-sha256-60', kind: 'burned', settings: sha256 },
  { name: 'asked-again', kind: 'burned', rule: { fault: { kind: 'status-word', statusWord: 0x6983 }, apdu: 5 } },
  { name: 'lost-after-configure', kind: 'uncertain', rule: { fault: { kind: 'eject', heard: true }, apdu: 4 } },
  { name: 'lost-after-seed', kind: 'uncertain', rule: { fault: { kind: 'eject', heard: true }, apdu: 5 } },
  { name: 'unknown-prefix', kind: 'refused', serial: '12345678901234' },
];

function prepared({ serial, settings = sha1 }: Case) {
  const token = litToken(serial === undefined ? {} : { serial });
  return { token, order: orderFor(token, { settings }) };
}

/** The order for the token as a transcript has it. */
const asTold = (order: BurnOrder): BurnOrder => ({ ...order, serial: cutSerial(order.serial) });

const fileOf = (name: string) => new URL(`transcripts/${name}.txt`, import.meta.url);

test.each(cases)('the virtual token and its transcript agree: $name', async (given) => {
  const { token, order } = prepared(given);
  if (given.rule !== undefined) token.faults.arm(given.rule);
  const card = new RecordingCard((await benchWith(token)).card);
  expect((await burn(card, order)).kind).toBe(given.kind);
  await expect(card.transcript).toMatchFileSnapshot(fileURLToPath(fileOf(given.name)));
});

test.each(cases)('the driver keeps to the transcript: $name', async (given) => {
  const card = new ReplayCard(readFileSync(fileOf(given.name), 'utf8'));
  expect((await burn(card, asTold(prepared(given).order))).kind).toBe(given.kind);
  card.finish();
});

const foreign: readonly { name: ForeignKind; code: DeviceErrorCode }[] = [
  { name: 'fido-key', code: 'fido-key' },
  { name: 'bank-card', code: 'bank-card' },
  { name: 'desfire-badge', code: 'badge' },
  { name: 'tag-badge', code: 'badge' },
  { name: 'storage-card', code: 'badge' },
  { name: 'first-generation', code: 'unknown-device' },
];

test.each(foreign)('what is no token of ours is named by its transcript alone: $name', async ({ name, code }) => {
  const card = new RecordingCard((await benchWith(new ForeignCard(name))).card);
  await expect(identify(card)).rejects.toMatchObject({ code });
  await expect(card.transcript).toMatchFileSnapshot(fileURLToPath(fileOf(name)));
  const replay = new ReplayCard(readFileSync(fileOf(name), 'utf8'));
  await expect(identify(replay)).rejects.toMatchObject({ code });
  replay.finish();
});

async function replayed(change: (lines: string[]) => string[]): Promise<void> {
  const card = new ReplayCard(change(readFileSync(fileOf('burn-sha1-30'), 'utf8').split('\n')).join('\n'));
  await burn(card, asTold(orderFor(litToken()))).catch(() => undefined);
  card.finish();
}

test('a command too many fails after the last line', async () => {
  await expect(replayed((lines) => lines.slice(0, 8))).rejects.toThrow(/^After line 8, the last: 84c50100/);
});

test('a command that never comes fails with its line', async () => {
  await expect(replayed((lines) => [...lines, '# more', '=> 8041000002 0211', '<= 9000'])).rejects.toThrow(/^Line 13:/);
});

test('a different command fails with its line', async () => {
  const other = (lines: string[]) => lines.map((line) => line.replace('84d40000', '84d40100'));
  await expect(replayed(other)).rejects.toThrow(/^Line 7: expected \[unknown 28\], but 84d40000/);
});

test('a command left out of it fails with the line where it would have come', async () => {
  const less = (lines: string[]) => lines.filter((_, index) => index !== 2 && index !== 3);
  await expect(replayed(less)).rejects.toThrow(
    /^Line 3: expected 80ce000010 \[response 16\], but 804b08000100 was sent/,
  );
});

test('a seed that a test supplies is compared and not told', async () => {
  const seed = `84c5010024${'ab'.repeat(36)}`;
  const other = (lines: string[]) => lines.map((line) => (line.startsWith('=> 84c5') ? `=> ${seed}` : line));
  const failure = await replayed(other).catch(String);
  expect(failure).toMatch(/Line 9: .*They differ in what is not shown/);
  expect(failure).not.toContain('abab');
});
