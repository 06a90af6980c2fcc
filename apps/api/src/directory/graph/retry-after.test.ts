import { expect, test } from 'vitest';
import { retryAfter } from './retry-after.js';

const now = Date.parse('Wed, 04 Nov 2026 10:00:00 GMT');

test.each([
  ['17', 17],
  ['Wed, 04 Nov 2026 10:00:42 GMT', 42],
  ['Wed, 04 Nov 2026 09:00:00 GMT', 1],
  ['soon', 5],
  [null, 5],
])('a refusal that says “%s” is waited out for %i seconds', (header, seconds) => {
  expect(retryAfter(header, now)).toBe(seconds);
});
