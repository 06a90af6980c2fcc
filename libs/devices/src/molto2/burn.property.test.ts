import { codeAt } from '@depot/totp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noon } from '../bench.fixture.js';
import { toHex } from '../bytes.js';
import { burnMolto } from './burn.js';
import { sm4KeyOf } from './customer-key.js';
import { benchOf, moltoOrder, pluggedMolto, takenProfile } from './molto.fixture.js';
import type { MoltoSettings } from './settings.js';

const anySettings: fc.Arbitrary<MoltoSettings> = fc.record({
  algorithm: fc.constantFrom('SHA1', 'SHA256'),
  period: fc.constantFrom(30, 60),
  displaySeconds: fc.constantFrom(15, 30, 60, 120),
  digits: fc.constantFrom(4, 6, 8, 10),
});
const anyTitle = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((title) => new TextEncoder().encode(title).length <= 12);

test('any seed of 1 to 63 bytes, in any profile with any settings, title and key, shows its own codes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.uint8Array({ minLength: 1, maxLength: 63 }),
        settings: anySettings,
        title: anyTitle,
        profile: fc.integer({ min: 0, max: 99 }),
        customerKey: fc.uint8Array({ minLength: 1, maxLength: 64 }),
        later: fc.integer({ min: 0, max: 100_000_000 }),
      }),
      async ({ later, ...part }) => {
        const { profile, seed, settings, title } = part;
        const neighbour = String((profile + 1) % 100);
        const key = toHex(sm4KeyOf(part.customerKey));
        const molto = pluggedMolto({ key, profiles: { [String(profile)]: takenProfile, [neighbour]: takenProfile } });
        const { card } = await benchOf(molto);
        const outcome = await burnMolto(card, moltoOrder({ ...part, overwrite: true }));
        expect(outcome).toMatchObject({ kind: 'burned', profile });
        expect(molto.display(profile, noon + later)).toBe(codeAt(seed, settings, noon + later));
        expect(molto.screen().find((line) => line.profile === profile)?.title).toBe(title);
        expect(molto.snapshot().profiles[neighbour]).toEqual(takenProfile);
      },
    ),
    { numRuns: 200 },
  );
});
