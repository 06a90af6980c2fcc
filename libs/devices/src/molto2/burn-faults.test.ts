import { codeAt } from '@depot/totp';
import { describe, expect, test } from 'vitest';
import { noon } from '../bench.fixture.js';
import { toHex } from '../bytes.js';
import { sm4Encrypt } from '../sm4.js';
import type { Fault } from '../virtual/faults.js';
import { burnMolto } from './burn.js';
import { defaultCustomerKey, sm4KeyOf } from './customer-key.js';
import { benchOf, moltoOrder, moltoSerial, plugAgain, pluggedMolto, takenProfile } from './molto.fixture.js';

const steps = ['info', 'profile block', 'challenge', 'authenticate', 'configure', 'title', 'write seed'];
const links: Fault[] = [
  { kind: 'eject', heard: false },
  { kind: 'eject', heard: true },
  { kind: 'mute', heard: false },
  { kind: 'mute', heard: true },
  { kind: 'lost-answer' },
];
const cases = links.flatMap((fault) =>
  steps.map((step, index) => ({ fault, step, apdu: index + 1, name: JSON.stringify(fault) })),
);
const seed = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRST');
const key = sm4KeyOf(defaultCustomerKey);

/** Text the seed would be recognised by: itself, and its encrypted form, for the default key is public. */
function traces(): string[] {
  const encrypted = toHex(sm4Encrypt('sm4-ecb', { key, bytes: seed.slice(0, 16) }));
  return [toHex(seed).slice(0, 8), encrypted.slice(0, 8), 'ABCDEF'];
}

describe.each(cases)('$name at "$step"', ({ fault, apdu }) => {
  const wrote = apdu >= 5;

  test(wrote ? 'is uncertain, and the same burn again settles it' : 'is refused with nothing written', async () => {
    const molto = pluggedMolto({ profiles: { '7': takenProfile, '8': takenProfile } });
    const before = molto.snapshot();
    molto.faults.arm({ fault, apdu });
    const bench = await benchOf(molto, { answerTimeoutMs: 2 });
    const order = moltoOrder({ seed, overwrite: true });

    const outcome = await burnMolto(bench.card, order);
    expect(outcome).toMatchObject({ kind: wrote ? 'uncertain' : 'refused', code: 'link-lost', triesLeft: null });
    for (const trace of traces()) expect(JSON.stringify(outcome)).not.toContain(trace);
    if (!wrote) expect(molto.snapshot()).toEqual(before);
    expect(molto.triesLeft).toBe(8);

    const again = await burnMolto(await plugAgain(bench, molto), order);
    expect(again).toMatchObject({ kind: 'burned', serial: moltoSerial });
    expect(molto.display(7)).toBe(codeAt(seed, { algorithm: 'SHA1', digits: 6, period: 30 }, noon));
    expect(molto.snapshot().profiles['8']).toEqual(takenProfile);
  });
});

describe.each(steps.map((step, index) => ({ step, apdu: index + 1 })))('a refusal at "$step"', ({ apdu }) => {
  test.each([0x6983, 0x6a80, 0x6a86, 0x6700, 0x6d00, 0x6e00, 0x6f00, 0x63c2, 0x9060])(
    'with %i is no burn and tells no trace of the seed',
    async (statusWord) => {
      const molto = pluggedMolto();
      molto.faults.arm({ fault: { kind: 'status-word', statusWord }, apdu });
      const outcome = await burnMolto((await benchOf(molto)).card, moltoOrder({ seed }));
      expect(outcome.kind).not.toBe('burned');
      for (const trace of traces()) expect(JSON.stringify(outcome)).not.toContain(trace);
      if (apdu < 5) expect(molto.snapshot().profiles).toEqual({});
    },
  );
});
