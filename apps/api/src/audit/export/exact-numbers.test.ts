import { expect, it } from 'vitest';
import { parseExactly } from './exact-numbers.js';

it.each([
  '{"a": 5}',
  '[0.1, -3, 0, 0.0000001, 1000000000000000000000]',
  '{"a 1.0000000000000000001": "2.00000000000000000001 \\" 3"}',
])('reads what JavaScript can hold as it is: %s', (json) => {
  expect(parseExactly(json)).toEqual(JSON.parse(json));
});

it.each([
  ['{"a": 5.00000000000000000001}', { a: '5.00000000000000000001' }],
  ['[12345678901234567890123]', ['12345678901234567890123']],
])('does not round what it cannot: %s', (json, value) => {
  expect(parseExactly(json)).toEqual(value);
});
