import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOfStep, stepAt } from './code.js';
import { mayBeFarOff, resynchronise } from './resynchronise.js';
import { entraParameters, type TotpParameters } from './totp-parameters.js';
import { resyncWindow } from './window.js';

const seed = new TextEncoder().encode('12345678901234567890');
const now = 1_763_845_215;
const step = stepAt(now, 30);
const at = (steps: number): string => codeOfStep(seed, entraParameters, step + steps);
const pair = (first: number, second: number, after?: number) =>
  resynchronise(seed, entraParameters, {
    first: at(first),
    second: at(second),
    now,
    ...(after === undefined ? {} : { after: step + after }),
  });

describe('resynchronising by two codes in a row', () => {
  it.each([-120, -119, -40, -1, 0, 1, 40, 119, 120])('finds a clock %i steps away', (steps) => {
    expect(pair(steps - 1, steps)).toEqual({ kind: 'match', step: step + steps, drift: steps * 30 });
  });

  it('finds any token anywhere within its hour', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 63 }),
        fc.record<TotpParameters>({
          algorithm: fc.constantFrom('SHA1', 'SHA256'),
          digits: fc.constant(6),
          period: fc.constantFrom(30, 60),
        }),
        fc.double({ min: 1e9, max: 1e10, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (anySeed, parameters, anyNow, part) => {
          const steps = Math.round(part * resyncWindow(parameters.period).steps);
          const expected = stepAt(anyNow, parameters.period) + steps;
          const first = codeOfStep(anySeed, parameters, expected - 1);
          const second = codeOfStep(anySeed, parameters, expected);
          fc.pre(first !== second);
          expect(resynchronise(anySeed, parameters, { first, second, now: anyNow })).toEqual({
            kind: 'match',
            step: expected,
            drift: (expected - stepAt(anyNow, parameters.period)) * parameters.period,
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['beyond the hour', 120, 121],
    ['before the hour', -122, -121],
    ['in the wrong order', 40, 39],
    ['with one between them', 39, 41],
  ])('refuses codes %s', (_, first, second) => {
    expect(pair(first, second)).toEqual({ kind: 'outside' });
  });

  it('refuses a right second code after a made-up first', () => {
    expect(resynchronise(seed, entraParameters, { first: '000000', second: at(0), now })).toEqual({ kind: 'outside' });
  });

  it('says when the same code was typed twice, blanks or not', () => {
    const code = at(40);
    const second = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(resynchronise(seed, entraParameters, { first: code, second, now })).toEqual({ kind: 'same-code' });
  });

  it('accepts no pair of which a code is used up', () => {
    expect(pair(39, 40, 50)).toEqual({ kind: 'replayed', step: step + 40 });
    expect(pair(39, 40, 40)).toEqual({ kind: 'replayed', step: step + 40 });
    expect(pair(39, 40, 39)).toEqual({ kind: 'replayed', step: step + 40 });
    expect(pair(39, 40, 38)).toMatchObject({ kind: 'match', step: step + 40 });
  });

  it.each([
    ['12345', '123456'],
    ['123456', 'abcdef'],
    ['', ''],
  ])('says that %j and %j are not two codes', (first, second) => {
    expect(resynchronise(seed, entraParameters, { first, second, now })).toEqual({ kind: 'malformed' });
  });

  it('works at the beginning of time', () => {
    const [first, second] = [0, 1].map((each) => codeOfStep(seed, entraParameters, each));
    expect(resynchronise(seed, entraParameters, { first: first ?? '', second: second ?? '', now: 0 })).toEqual({
      kind: 'match',
      step: 1,
      drift: 30,
    });
  });
});

describe('a code that may come from a clock far off', () => {
  const far = (code: string) => mayBeFarOff(seed, entraParameters, { code, now });
  it.each([-120, -7, 0, 7, 120])('is known %i steps away', (steps) => {
    expect(far(at(steps))).toBe(true);
  });

  it.each([-121, 121])('is a stranger’s %i steps away', (steps) => {
    expect(far(at(steps))).toBe(false);
  });

  it('is six digits', () => {
    expect(far('12345')).toBe(false);
  });
});
