import { expect, it } from 'vitest';
import { areDays } from './are-days';

const limits = { least: 90, most: 3650 };

it.each([90, 120, 3650])('%s is a number of days within 90 to 3650', (typed) => {
  expect(areDays(typed, limits)).toBe(true);
});

it.each([89, 3651, 120.5, Number.NaN, Infinity, null, undefined])('%s is none', (typed) => {
  expect(areDays(typed, limits)).toBe(false);
});
