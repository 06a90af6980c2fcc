import { codeAt } from '@depot/totp';
import { expect, test } from 'vitest';
import { benchWith, litToken, noon, offAndOn, orderFor, reader, unrestrictedSerial } from '../bench.fixture.js';
import { fromHex, toHex } from '../bytes.js';
import { repeatableBytes } from '../virtual/random-bytes.js';
import { burn } from './burn.js';
import { VirtualToken } from './virtual-token.js';

const rfcSeed = new TextEncoder().encode('12345678901234567890');
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

// RFC 6238, appendix B (SHA1, last 6 of 8 digits).
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
])('the display at %i is the code of RFC 6238', (time, code) => {
  expect(litToken({ seed: toHex(rfcSeed) }).display(time)).toBe(code);
});

test('a token that is off, or never had a seed, shows nothing', () => {
  const token = litToken({ seed: toHex(rfcSeed) });
  token.switchOff();
  expect(token.display()).toBeNull();
  expect(litToken().display()).toBeNull();
});

test('the display follows the clock of the token, not ours', () => {
  const token = litToken({ seed: toHex(rfcSeed), clockErrorSeconds: 90 });
  expect(token.display()).toBe(codeAt(rfcSeed, parameters, noon + 90));
  token.clockErrorSeconds = -90;
  expect(token.display()).toBe(codeAt(rfcSeed, parameters, noon - 90));
});

test('the error of its clock survives being set', async () => {
  const token = litToken({ clockOffsetSeconds: 500, clockErrorSeconds: 20 });
  const { card } = await benchWith(token);
  expect(await burn(card, orderFor(token))).toMatchObject({ kind: 'burned', clockBefore: noon + 520 });
  expect(token.clock()).toBe(noon + 20);
  expect(token.clock(noon + 1000)).toBe(noon + 1020);
});

test.each(['86596220000001', unrestrictedSerial])(
  'a burned %s shows the codes of the old seed until it is switched off and on',
  async (serial) => {
    const old = fromHex('aa'.repeat(20));
    const token = litToken({ serial, seed: toHex(old) });
    const { card } = await benchWith(token);
    expect(await burn(card, orderFor(token))).toMatchObject({ kind: 'burned' });
    expect(token.display()).toBe(codeAt(old, parameters, noon));
    offAndOn(token);
    expect(token.display()).toBe(codeAt(rfcSeed, parameters, noon));
  },
);

test('a burned token that had no seed shows nothing until it is switched off and on', async () => {
  const token = litToken();
  const { card } = await benchWith(token);
  await burn(card, orderFor(token));
  expect(token.display()).toBeNull();
  offAndOn(token);
  expect(token.display()).toBe(codeAt(rfcSeed, parameters, noon));
});

test('a token comes back from its snapshot, through JSON, switched off and otherwise the same', async () => {
  const token = litToken({ clockErrorSeconds: -7 });
  const { card } = await benchWith(token);
  const settings = { algorithm: 'SHA256', period: 60, displaySeconds: 120 } as const;
  await burn(card, orderFor(token, { settings }));
  const snapshot = JSON.parse(JSON.stringify(token.snapshot())) as ReturnType<VirtualToken['snapshot']>;
  const later = { now: () => noon + 3600, random: repeatableBytes('restored') };
  const restored = new VirtualToken(snapshot, later);
  expect(restored.isOn).toBe(false);
  restored.switchOn();
  expect(restored.display()).toBe(codeAt(rfcSeed, { ...settings, digits: 6 }, noon + 3600 - 7));
  expect(restored.snapshot()).toEqual(snapshot);
});

test('a token is in the field only while it is on, and each time anew', async () => {
  const token = litToken();
  const { readers } = await benchWith(token);
  const first = readers.list()[0]?.presence ?? 0;
  token.switchOff();
  expect(readers.list()).toEqual([{ name: reader, presence: null }]);
  token.switchOn();
  expect(readers.list()).toEqual([{ name: reader, presence: first + 1 }]);
});
