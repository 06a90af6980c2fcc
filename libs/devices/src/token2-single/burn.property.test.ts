import { execFileSync, spawnSync } from 'node:child_process';
import { codeAt } from '@depot/totp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benchWith, litToken, noon, offAndOn, orderFor } from '../bench.fixture.js';
import { toHex } from '../bytes.js';
import { burn } from './burn.js';
import { singleModels } from './models.js';
import type { SingleSettings } from './settings.js';

const anySettings: fc.Arbitrary<SingleSettings> = fc.record({
  algorithm: fc.constantFrom('SHA1', 'SHA256'),
  period: fc.constantFrom(30, 60),
  displaySeconds: fc.constantFrom(15, 30, 60, 120),
});

/** What a token shows at `time` once this was burned on it. */
async function shownAt(time: number, { seed, settings, serial }: ReturnType<typeof orderFor>): Promise<string | null> {
  const token = litToken({ serial, seed: 'aa'.repeat(63) });
  const { card } = await benchWith(token);
  expect(await burn(card, orderFor(token, { seed, settings }))).toMatchObject({ kind: 'burned' });
  offAndOn(token);
  return token.display(time);
}

test('any seed of 1 to 63 bytes, on any model with any settings, shows its own codes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 63 }),
      anySettings,
      fc.constantFrom(...singleModels.map((model) => `${model.serialPrefix}0000001`)),
      fc.integer({ min: 0, max: 100_000_000 }),
      async (seed, settings, serial, later) => {
        const shown = await shownAt(noon + later, { ...orderFor(litToken()), seed, settings, serial });
        expect(shown).toBe(codeAt(seed, { ...settings, digits: 6 }, noon + later));
      },
    ),
    { numRuns: 300 },
  );
});

const hasOathtool = spawnSync('oathtool', ['--version']).status === 0;
const mustCompare = process.env['DEPOT_TESTS_COMPLETE'] === '1';

test.skipIf(!hasOathtool && !mustCompare)('oathtool, which knows none of this code, shows the same', async () => {
  for (const length of [1, 10, 16, 20, 32, 48, 63]) {
    const seed = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 0xff);
    for (const algorithm of ['SHA1', 'SHA256'] as const) {
      for (const period of [30, 60] as const) {
        const settings = { algorithm, period, displaySeconds: 30 } as const;
        const options = [`--totp=${algorithm.toLowerCase()}`, `--time-step-size=${period}s`, `--now=@${noon}`];
        const code = execFileSync('oathtool', [...options, toHex(seed)], { encoding: 'utf8' }).trim();
        expect(await shownAt(noon, { ...orderFor(litToken()), seed, settings })).toBe(code);
      }
    }
  }
});
