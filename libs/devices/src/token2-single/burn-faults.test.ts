import { codeAt } from '@depot/totp';
import { describe, expect, test } from 'vitest';
import { benchWith, layAgain, litToken, noon, offAndOn, orderFor } from '../bench.fixture.js';
import { toHex } from '../bytes.js';
import { sm4Encrypt } from '../sm4.js';
import type { Fault } from '../virtual/faults.js';
import { burn } from './burn.js';
import { deviceKey } from './device-key.js';

const steps = ['info', 'challenge', 'authenticate', 'configure', 'write seed'];
const links: Fault[] = [
  { kind: 'eject', heard: false },
  { kind: 'eject', heard: true },
  { kind: 'mute', heard: false },
  { kind: 'mute', heard: true },
  { kind: 'lost-answer' },
];
const serials = ['86596220000001', '86596320000001'];
const cases = serials.flatMap((serial) =>
  links.flatMap((fault) =>
    steps.map((step, index) => ({ serial, fault, step, apdu: index + 1, name: JSON.stringify(fault) })),
  ),
);

/** Text the seed would be recognised by: itself, and its encrypted form, for the key is public. */
function traces(seed: Uint8Array): string[] {
  const encrypted = toHex(sm4Encrypt('sm4-ecb', { key: deviceKey, bytes: seed.slice(0, 16) }));
  return [toHex(seed), toHex(seed).slice(0, 8), encrypted.slice(0, 8), new TextDecoder().decode(seed).slice(0, 6)];
}

describe.each(cases)('$name at "$step" of $serial', ({ serial, fault, apdu }) => {
  const wrote = apdu >= 4;

  test(wrote ? 'is uncertain, and the same burn again settles it' : 'is refused with nothing written', async () => {
    const token = litToken({ serial, seed: 'aa'.repeat(20) });
    const before = token.snapshot();
    token.faults.arm({ fault, apdu });
    const bench = await benchWith(token, { answerTimeoutMs: 2 });
    const order = orderFor(token, { seed: new TextEncoder().encode('ABCDEFGHIJKLMNOPQRST') });

    const outcome = await burn(bench.card, order);
    expect(outcome).toMatchObject({ kind: wrote ? 'uncertain' : 'refused', code: 'link-lost' });
    for (const trace of traces(order.seed)) expect(JSON.stringify(outcome).toLowerCase()).not.toContain(trace);
    if (!wrote) expect(token.snapshot()).toEqual(before);

    expect(await burn(await layAgain(bench, token), order)).toMatchObject({ kind: 'burned', serial });
    offAndOn(token);
    expect(token.display()).toBe(codeAt(order.seed, { algorithm: 'SHA1', digits: 6, period: 30 }, noon));
  });
});

describe.each(steps.map((step, index) => ({ step, apdu: index + 1 })))('a refusal at "$step"', ({ apdu }) => {
  test.each([0x6983, 0x6a80, 0x6700, 0x6d00, 0x6e00, 0x6f00])('with %i tells no trace of the seed', async (word) => {
    const token = litToken();
    const fault = { kind: 'status-word', statusWord: word } as const;
    token.faults.arm({ fault, apdu });
    if (apdu === 5) token.faults.arm({ fault, instruction: 0xc5, times: 'always' });
    const { card } = await benchWith(token);
    const order = orderFor(token, { seed: new TextEncoder().encode('ABCDEFGHIJKLMNOPQRST') });
    const outcome = await burn(card, order);
    expect(outcome.kind).not.toBe('burned');
    for (const trace of traces(order.seed)) expect(JSON.stringify(outcome)).not.toContain(trace);
  });
});

test('a link lost while authenticating once more is uncertain', async () => {
  for (const apdu of [6, 7, 8]) {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x6983 }, apdu: 5 });
    token.faults.arm({ fault: { kind: 'eject', heard: false }, apdu });
    const { card } = await benchWith(token);
    expect(await burn(card, orderFor(token))).toMatchObject({ kind: 'uncertain', code: 'link-lost' });
  }
});
