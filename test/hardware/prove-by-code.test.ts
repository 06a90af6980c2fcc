import { codeAt, entraParameters } from '@depot/totp';
import { describe, expect, test } from 'vitest';
import { proveByCode } from './prove-by-code.js';
import type { Typist } from './prove-by-code.js';

const noon = 1_700_000_000;
const seed = new TextEncoder().encode('12345678901234567890');
const codeIn = (seconds: number): string => codeAt(seed, entraParameters, noon + seconds);

function typing(...lines: string[]): Typist & { readonly said: string[] } {
  const said: string[] = [];
  return { said, say: (sentence) => said.push(sentence), ask: () => Promise.resolve(lines.shift() ?? null) };
}

const prove = (typist: Typist): Promise<number | null> =>
  proveByCode(seed, entraParameters, { typist, now: () => noon });

describe('a burn is proved', () => {
  test('by the code of now, blanks in it or not', async () => {
    const typist = typing(codeIn(0).replace(/^.../, '$& '));
    expect(await prove(typist)).toBe(0);
    expect(typist.said).toEqual(["The code is right. Drift 0 s: its clock is in the same 30 s as this computer's."]);
  });

  test('by a code of up to 90 s off, and the drift is said in seconds', async () => {
    const typist = typing(codeIn(-90));
    expect(await prove(typist)).toBe(-90);
    expect(typist.said[0]).toMatch(/Drift -90 s: its clock is about 90 s behind/);
  });

  test('by two codes in a row, with a clock that is far off', async () => {
    expect(await prove(typing(codeIn(1200), codeIn(1230)))).toBe(1230);
  });
});

describe('a burn is not proved', () => {
  test('by codes of another time, of which six are asked for', async () => {
    const wrong = Array.from({ length: 7 }, (_, at) => codeIn(100_000 + at * 600));
    const typist = typing(...wrong);
    expect(await prove(typist)).toBeNull();
    expect(typist.said).toHaveLength(6);
  });

  test.each([
    ['by Enter alone', ['']],
    ['when nobody types any more', []],
  ])('%s', async (_, lines) => {
    expect(await prove(typing(...lines))).toBeNull();
  });
});
