import { expect, test } from 'vitest';
import { fromHex, joined, toHex } from './bytes.js';

test('hexadecimal is read with spaces and in either case', () => {
  expect(fromHex('0a FF 10')).toEqual(Uint8Array.of(10, 255, 16));
  expect(toHex(Uint8Array.of(10, 255, 16))).toBe('0aff10');
});

test.each(['0', 'zz', '0x10', '1 2 3'])('"%s" is not hexadecimal', (text) => {
  expect(() => fromHex(text)).toThrow(RangeError);
});

test('parts are joined in order', () => {
  expect(joined(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
});
