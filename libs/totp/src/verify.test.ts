import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeAt, codeOfStep, stepAt } from './code.js';
import type { TotpParameters } from './totp-parameters.js';
import { matchCode } from './verify.js';
import { verificationWindow } from './window.js';

const seed = new TextEncoder().encode('12345678901234567890');
const thirty: TotpParameters = { algorithm: 'SHA1', digits: 6, period: 30 };
const sixty: TotpParameters = { algorithm: 'SHA1', digits: 6, period: 60 };
const now = 1_763_845_215;
const step = stepAt(now, 30);
const shownAt = (steps: number): string => codeOfStep(seed, thirty, step + steps);

const anyToken = fc.record({
  seed: fc.uint8Array({ minLength: 10, maxLength: 63 }),
  parameters: fc.record<TotpParameters>({
    algorithm: fc.constantFrom('SHA1', 'SHA256'),
    digits: fc.constant(6),
    period: fc.constantFrom(30, 60),
  }),
  now: fc.double({ min: 1e9, max: 1e10, noNaN: true }),
  known: fc.integer({ min: -4000, max: 4000 }),
});

/** The steps of the window around a token's known drift. */
function windowOf(token: { parameters: TotpParameters; now: number; known: number }): number[] {
  const { period } = token.parameters;
  const { steps } = verificationWindow(period);
  const centre = stepAt(token.now + token.known, period);
  return Array.from({ length: 2 * steps + 1 }, (_, index) => centre - steps + index);
}

describe('matching a code', () => {
  it('finds the code of a clock that is right, with a drift of 0', () => {
    expect(matchCode(seed, thirty, { code: shownAt(0), now })).toEqual({ kind: 'match', step, drift: 0 });
  });

  it('finds every code within the window, with its drift in whole periods', () => {
    fc.assert(
      fc.property(anyToken, fc.integer({ min: 0, max: 6 }), (token, pick) => {
        const { parameters, known } = token;
        const steps = windowOf(token);
        const codes = steps.map((each) => codeOfStep(token.seed, parameters, each));
        const at = pick % steps.length;
        const [expected, code] = [steps[at] ?? 0, codes[at] ?? ''];
        fc.pre(codes.indexOf(code) === codes.lastIndexOf(code));
        expect(matchCode(token.seed, parameters, { code, now: token.now, drift: known })).toEqual({
          kind: 'match',
          step: expected,
          drift: (expected - stepAt(token.now, parameters.period)) * parameters.period,
        });
      }),
    );
  });

  it('never finds a code beyond it', () => {
    fc.assert(
      fc.property(anyToken, fc.integer({ min: 1, max: 2000 }), fc.boolean(), (token, beyond, isAhead) => {
        const steps = windowOf(token);
        const [first = 0, last = 0] = [steps[0], steps.at(-1)];
        const code = codeOfStep(token.seed, token.parameters, isAhead ? last + beyond : first - beyond);
        fc.pre(!steps.some((each) => codeOfStep(token.seed, token.parameters, each) === code));
        const found = matchCode(token.seed, token.parameters, { code, now: token.now, drift: token.known });
        expect(found).toEqual({ kind: 'outside' });
      }),
    );
  });

  it.each([
    [thirty, 90],
    [sixty, 120],
  ])('finds a clock that is up to $1 s wrong at any moment', (parameters, most) => {
    fc.assert(
      fc.property(fc.integer({ min: -most, max: most }), fc.integer({ min: 0, max: 59 }), (wrong, later) => {
        const code = codeAt(seed, parameters, now + later + wrong);
        const found = matchCode(seed, parameters, { code, now: now + later });
        expect(found.kind).toBe('match');
        if (found.kind === 'match') expect(Math.abs(found.drift - wrong)).toBeLessThan(parameters.period);
      }),
    );
  });

  it('looks around the drift it knows, and nowhere else', () => {
    const code = shownAt(20);
    expect(matchCode(seed, thirty, { code, now })).toEqual({ kind: 'outside' });
    expect(matchCode(seed, thirty, { code, now, drift: 590 })).toEqual({ kind: 'match', step: step + 20, drift: 600 });
    expect(matchCode(seed, thirty, { code: shownAt(0), now, drift: 600 })).toEqual({ kind: 'outside' });
  });

  it('accepts a step once, and none before it', () => {
    expect(matchCode(seed, thirty, { code: shownAt(0), now, after: step })).toEqual({ kind: 'replayed', step });
    expect(matchCode(seed, thirty, { code: shownAt(-1), now, after: step })).toEqual({
      kind: 'replayed',
      step: step - 1,
    });
    expect(matchCode(seed, thirty, { code: shownAt(1), now, after: step })).toMatchObject({ kind: 'match', drift: 30 });
    expect(matchCode(seed, thirty, { code: shownAt(-4), now, after: step })).toEqual({ kind: 'outside' });
  });

  describe('when several steps show one code', () => {
    // Found by search: of a one-byte seed and SHA-1 at 30 s, these steps share a code.
    const twin = { seed: Uint8Array.of(3), steps: [56_035_558, 56_035_560] as const };
    const [early, late] = twin.steps;
    const code = codeOfStep(twin.seed, thirty, early);
    const from = (at: number, after?: number) =>
      matchCode(twin.seed, thirty, { code, now: at * 30, ...(after === undefined ? {} : { after }) });

    it('takes the nearest to the centre', () => {
      expect(codeOfStep(twin.seed, thirty, late)).toBe(code);
      expect(from(early)).toMatchObject({ kind: 'match', step: early });
      expect(from(late)).toMatchObject({ kind: 'match', step: late });
    });

    it('takes the earlier of two equally near', () => {
      expect(from((early + late) / 2)).toMatchObject({
        kind: 'match',
        step: early,
        drift: early * 30 - ((early + late) / 2) * 30,
      });
    });

    it('takes one that is not used yet before a nearer one that is', () => {
      expect(from(early, early)).toMatchObject({ kind: 'match', step: late });
      expect(from(early, late)).toEqual({ kind: 'replayed', step: early });
    });
  });

  it.each(['12345', '1234567', '12345a', ''])('says that %j is no code', (code) => {
    expect(matchCode(seed, thirty, { code, now })).toEqual({ kind: 'malformed' });
  });

  it('reads a code with blanks', () => {
    const code = shownAt(0);
    expect(matchCode(seed, thirty, { code: ` ${code.slice(0, 3)} ${code.slice(3)}\n`, now }).kind).toBe('match');
  });

  it('does not look before 1970', () => {
    expect(matchCode(seed, thirty, { code: codeOfStep(seed, thirty, 1), now: 5 })).toMatchObject({
      step: 1,
      drift: 30,
    });
  });
});
