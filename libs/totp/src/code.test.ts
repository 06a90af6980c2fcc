import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { encodeBase32 } from './base32.js';
import { codeAt, codeOfStep, readDigits, sameCode, stepAt } from './code.js';
import { entraParameters } from './totp-parameters.js';

const ascii = (value: string): Uint8Array => new TextEncoder().encode(value);
const sha1Seed = ascii('12345678901234567890');
const sha256Seed = ascii('12345678901234567890123456789012');

const hasOathtool = spawnSync('oathtool', ['--version']).status === 0;
const isComplete = process.env['DEPOT_TESTS_COMPLETE'] === '1';

describe('a code', () => {
  // RFC 6238, appendix B: the last six of its eight digits.
  it.each([
    [59, '287082', '119246'],
    [1111111109, '081804', '084774'],
    [1111111111, '050471', '062674'],
    [1234567890, '005924', '819424'],
    [2000000000, '279037', '698825'],
    [20000000000, '353130', '737706'],
  ])('at %i s is the one of RFC 6238', (at, sha1, sha256) => {
    expect(codeAt(sha1Seed, { algorithm: 'SHA1', digits: 6, period: 30 }, at)).toBe(sha1);
    expect(codeAt(sha256Seed, { algorithm: 'SHA256', digits: 6, period: 30 }, at)).toBe(sha256);
  });

  it.skipIf(!hasOathtool && !isComplete)('is the one oathtool computes, whatever the seed and the settings', () => {
    for (const seed of [sha1Seed, sha256Seed, Uint8Array.of(7), new Uint8Array(63).fill(0xa5)]) {
      for (const algorithm of ['SHA1', 'SHA256'] as const) {
        for (const period of [30, 60] as const) {
          for (const at of [0, 59, 1_700_000_000, 1_763_845_199, 4_294_967_295, 4_294_967_296, 20_000_000_000]) {
            const settings = [`--totp=${algorithm}`, `--time-step-size=${period}s`, `--now=@${at}`];
            const theirs = execFileSync('oathtool', [...settings, '-b', encodeBase32(seed)], { encoding: 'utf8' });
            expect(codeAt(seed, { algorithm, digits: 6, period }, at)).toBe(theirs.trim());
          }
        }
      }
    }
  });

  it('stays the same for a whole step, and no longer', () => {
    expect([89.999, 90, 119.5].map((at) => stepAt(at, 30))).toEqual([2, 3, 3]);
    expect([59, 60, 119].map((at) => stepAt(at, 60))).toEqual([0, 1, 1]);
    expect(codeAt(sha1Seed, entraParameters, 119.5)).toBe(codeOfStep(sha1Seed, entraParameters, 3));
  });

  it('reads a seed that lies inside a larger buffer, and leaves it as it was', () => {
    const inside = Buffer.concat([Buffer.from('xx'), sha1Seed, Buffer.from('xx')]).subarray(2, 22);
    expect(codeAt(inside, entraParameters, 59)).toBe('287082');
    expect(inside.toString()).toBe('12345678901234567890');
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1_763_845_215_000])('is not made for the time %d', (at) => {
    expect(() => codeAt(sha1Seed, entraParameters, at)).toThrow(RangeError);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is not made for step %d', (step) => {
    expect(() => codeOfStep(sha1Seed, entraParameters, step)).toThrow(RangeError);
  });

  it('is not made from a seed without bytes', () => {
    expect(() => codeAt(new Uint8Array(0), entraParameters, 59)).toThrow(RangeError);
  });

  it('is compared whole', () => {
    expect(sameCode('123456', '123456')).toBe(true);
    for (const other of ['123457', '023456', '12345', '1234567', '']) expect(sameCode('123456', other)).toBe(false);
  });

  it('is read with blanks and refused as anything but six digits', () => {
    expect([' 123 456 ', '123\u00a0456\n'].map(readDigits)).toEqual(['123456', '123456']);
    expect(['12345', '1234567', '12345a', '', '123-456', '١٢٣٤٥٦'].map(readDigits)).toEqual(Array(6).fill(null));
  });
});
