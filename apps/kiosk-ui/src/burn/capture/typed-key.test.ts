import { describe, expect, it } from 'vitest';
import { readTypedKey } from './typed-key';

describe('a key as it is typed', () => {
  it.each([
    ['', { kind: 'empty' }],
    [' - ', { kind: 'empty' }],
    ['mzx', { kind: 'short', count: 3 }],
    ['mzxw 6ytb', { kind: 'short', count: 8 }],
    ['mzxw 6ytb oi4d kmz1', { kind: 'foreign', characters: ['1'] }],
    ['mzxw 0ytb 8i4d 0', { kind: 'foreign', characters: ['0', '8'] }],
    ['mzxw 6ytb oi4d kmzq', { kind: 'whole', count: 16 }],
    ['MZXW-6YTB-OI4D-KMZQ', { kind: 'whole', count: 16 }],
    ['mzxw 6ytb oi4d kmzq a', { kind: 'odd', count: 17 }],
    ['86756', { kind: 'short', count: 5 }],
    ['8675612345678', { kind: 'serial', count: 13 }],
    ['a'.repeat(104), { kind: 'long', count: 104 }],
  ])('%j', (text, expected) => {
    expect(readTypedKey(text)).toEqual(expected);
  });
});
