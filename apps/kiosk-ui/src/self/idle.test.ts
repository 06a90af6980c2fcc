import { expect, test } from 'vitest';
import { secondsLeft } from './idle';

test('nothing is said for forty seconds, then the last twenty are counted down', () => {
  expect(secondsLeft(0, 39_000)).toBeNull();
  expect(secondsLeft(0, 40_000)).toBe(20);
  expect(secondsLeft(0, 59_500)).toBe(1);
  expect(secondsLeft(0, 60_000)).toBe(0);
});

test('a page that slept is past its end', () => {
  expect(secondsLeft(0, 3_600_000)).toBe(0);
});
