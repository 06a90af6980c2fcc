import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.js';
import { padAlways, padWhenUnaligned, unpad } from './padding.js';

test('an aligned text gets a whole block of padding when it is always padded', () => {
  expect(toHex(padAlways(new Uint8Array(16)))).toBe(`${'00'.repeat(16)}80${'00'.repeat(15)}`);
});

test('an aligned text stays as it is when only unaligned ones are padded', () => {
  expect(padWhenUnaligned(new Uint8Array(16))).toHaveLength(16);
  expect(toHex(padWhenUnaligned(fromHex('aabb')))).toBe(`aabb80${'00'.repeat(13)}`);
});

test('padding is found again whatever the text ends with', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(unpad(padAlways(bytes))).toEqual(bytes);
    }),
  );
});

test.each(['', '00000000', 'aa800001', '80ff'])('"%s" is not padded', (text) => {
  expect(unpad(fromHex(text))).toBeNull();
});
