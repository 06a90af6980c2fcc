import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Base32Error, decodeBase32, encodeBase32 } from './base32.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('Base32', () => {
  // RFC 4648, section 10
  it.each([
    ['f', 'MY======'],
    ['fo', 'MZXQ===='],
    ['foo', 'MZXW6==='],
    ['foob', 'MZXW6YQ='],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI======'],
  ])('writes and reads %s as RFC 4648 does', (plain, encoded) => {
    expect(encodeBase32(text(plain))).toBe(encoded.replace(/=+$/, ''));
    expect(decodeBase32(encoded)).toEqual(text(plain));
  });

  it('writes nothing for no bytes', () => {
    expect(encodeBase32(new Uint8Array(0))).toBe('');
  });

  it.each(['mzxw 6ytb-oi', ' MZXW\t6YTB\nOI ', 'mzxw6ytboi = = =\n'])('reads the key %j', (encoded) => {
    expect(decodeBase32(encoded)).toEqual(text('foobar'));
  });

  it('drops bits left over in the last character', () => {
    expect(decodeBase32('MZ')).toEqual(text('f'));
  });

  it('reads back what it wrote, in either case and in groups', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (bytes, size) => {
        const written = encodeBase32(bytes);
        const grouped = written.toLowerCase().replaceAll(new RegExp(`.{${size}}`, 'g'), '$& ');
        expect(decodeBase32(written)).toEqual(bytes);
        expect(decodeBase32(grouped)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['MZXW0YTB', 'character', 4],
    ['MZ 1WYTB', 'character', 3],
    ['MZXW8YTB', 'character', 4],
    ['MZXWıYTB', 'character', 4],
    ['MZXW=YTB', 'character', 5],
    ['', 'empty', 0],
    [' -=', 'empty', 3],
    ['M', 'length', 1],
    ['MZX', 'length', 3],
    ['MZXW6Y', 'length', 6],
    ['MZXW6YTBO', 'length', 9],
  ])('refuses %j and says why and where, without repeating it', (encoded, reason, position) => {
    const refusal = errorOf(() => decodeBase32(encoded));
    expect(refusal).toMatchObject({ name: 'Base32Error', reason, position });
    if (encoded.length > 3) expect(JSON.stringify([refusal, refusal.message])).not.toContain(encoded.slice(0, 4));
  });
});

function errorOf(refused: () => unknown): Base32Error {
  try {
    refused();
  } catch (error) {
    if (error instanceof Base32Error) return error;
  }
  throw new Error('It was not refused.');
}
