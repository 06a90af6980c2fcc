import { codeAt } from '@depot/totp';
import { describe, expect, test, vi } from 'vitest';
import { benchWith, litToken, noon, offAndOn, orderFor, restrictedSerial } from '../bench.fixture.js';
import { failing, keeping, noting } from '../card.fixture.js';
import { burn } from './burn.js';
import type { SingleSettings } from './settings.js';
import type { VirtualToken } from './virtual-token.js';

const oldSeed = 'aa'.repeat(20);

async function burned(token: VirtualToken, order = orderFor(token)) {
  const noted = noting((await benchWith(token)).card);
  return { outcome: await burn(noted.card, order), instructions: noted.instructions };
}

test('a burn is info, challenge, authenticate, configure, seed', async () => {
  const token = litToken({ clockErrorSeconds: -3 });
  const { outcome, instructions } = await burned(token);
  expect(outcome).toEqual({ kind: 'burned', serial: restrictedSerial, clockBefore: noon - 3 });
  expect(instructions).toEqual(['41', '4b', 'ce', 'd4', 'c5']);
});

test.each([
  { algorithm: 'SHA1', period: 30, displaySeconds: 15 },
  { algorithm: 'SHA1', period: 60, displaySeconds: 120 },
  { algorithm: 'SHA256', period: 30, displaySeconds: 60 },
  { algorithm: 'SHA256', period: 60, displaySeconds: 30 },
] satisfies SingleSettings[])('a token burned for $algorithm and $period s shows such codes', async (settings) => {
  const token = litToken();
  const order = orderFor(token, { settings });
  expect((await burned(token, order)).outcome.kind).toBe('burned');
  offAndOn(token);
  expect(token.display()).toBe(codeAt(order.seed, { ...settings, digits: 6 }, noon));
});

test('the clock is asked for after authentication and rounded to the second', async () => {
  const token = litToken();
  const now = vi.fn(() => noon + 99.6);
  await burned(token, orderFor(token, { now }));
  expect(now).toHaveBeenCalledTimes(1);
  expect(token.clock()).toBe(noon + 100);
});

describe('refused, with nothing written', () => {
  test.each([
    ['another token', { serial: '86596220000002' }, 'wrong-token', ['41']],
    ['an empty seed', { seed: new Uint8Array(0) }, 'invalid-seed', []],
    ['a long seed', { seed: new Uint8Array(64) }, 'invalid-seed', []],
    ['a time out of range', { now: () => -1 }, 'invalid-settings', ['41', '4b', 'ce']],
    ['a period of 45 s', { settings: { algorithm: 'SHA1', period: 45, displaySeconds: 30 } }, 'invalid-settings', []],
  ])('%s', async (_, part, code, passed) => {
    const token = litToken({ seed: oldSeed });
    const before = token.snapshot();
    const { outcome, instructions } = await burned(token, { ...orderFor(token), ...part } as never);
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(instructions).toEqual(passed);
    expect(token.snapshot()).toEqual(before);
  });

  test('a serial of no known model', async () => {
    const { outcome, instructions } = await burned(litToken({ serial: '86599990000001' }));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'unknown-model' });
    expect(instructions).toEqual(['41']);
  });

  test('a serial that changed since it was ordered', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'serial', serial: '86596220009999' }, times: 'always' });
    expect((await burned(token)).outcome).toMatchObject({ kind: 'refused', code: 'wrong-token' });
  });

  test('a token that refuses the key is asked once and never again', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6983 }, instruction: 0xce, times: 'always' });
    const { outcome, instructions } = await burned(token);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'not-authenticated' });
    expect(instructions).toEqual(['41', '4b', 'ce']);
  });

  test('a token that refuses to be configured', async () => {
    const token = litToken({ seed: oldSeed });
    token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6a80 }, instruction: 0xd4 });
    const { outcome, instructions } = await burned(token);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'rejected' });
    expect(instructions.at(-1)).toBe('d4');
  });
});

describe('a seed refused after a good configure', () => {
  test('with 6983 is written again after authenticating once more', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6983 }, instruction: 0xc5 });
    const { outcome, instructions } = await burned(token);
    expect(outcome.kind).toBe('burned');
    expect(instructions).toEqual(['41', '4b', 'ce', 'd4', 'c5', '4b', 'ce', 'c5']);
  });

  test('with 6983 for ever is uncertain after the second try', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6983 }, instruction: 0xc5, times: 'always' });
    const { outcome, instructions } = await burned(token);
    expect(outcome).toMatchObject({ kind: 'uncertain', code: 'not-authenticated' });
    expect(instructions.filter((instruction) => instruction === 'c5')).toHaveLength(2);
  });

  test('with another status word is uncertain at once', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6a80 }, instruction: 0xc5 });
    const { outcome, instructions } = await burned(token);
    expect(outcome).toMatchObject({ kind: 'uncertain', code: 'rejected' });
    expect(instructions.at(-1)).toBe('c5');
  });
});

test('an undocumented status word in answer to configure is uncertain', async () => {
  const token = litToken();
  token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6581 }, instruction: 0xd4 });
  expect((await burned(token)).outcome).toMatchObject({
    kind: 'uncertain',
    code: 'rejected',
    detail: expect.stringMatching(/6581/) as string,
  });
});

describe('a fault of the program', () => {
  test('before anything is written is thrown', async () => {
    const token = litToken();
    const { card } = await benchWith(token);
    await expect(burn(failing(card, 0xce), orderFor(token))).rejects.toThrow(TypeError);
  });

  test('afterwards is uncertain, and not quoted', async () => {
    const token = litToken();
    const { card } = await benchWith(token);
    const outcome = await burn(failing(card, 0xc5), orderFor(token));
    expect(outcome).toMatchObject({ kind: 'uncertain', code: 'unexpected' });
    expect(JSON.stringify(outcome)).not.toContain('oops');
  });
});

test('every APDU that was sent is wiped, and the seed given is not', async () => {
  const token = litToken();
  const { card, sent } = keeping((await benchWith(token)).card);
  const order = orderFor(token);
  await burn(card, order);
  expect(sent).toHaveLength(5);
  expect(sent.every((apdu) => apdu.every((byte) => byte === 0))).toBe(true);
  expect(new TextDecoder().decode(order.seed)).toBe('12345678901234567890');
});
