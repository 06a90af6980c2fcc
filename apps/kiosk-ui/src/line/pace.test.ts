import { expect, test } from 'vitest';
import { paceOf } from './pace';

test('one token says nothing of the pace', () => {
  expect(paceOf([], 10)).toEqual({ done: 0, perHour: null, minutesLeft: null });
  expect(paceOf([1000], 10)).toEqual({ done: 1, perHour: null, minutesLeft: null });
});

test('a token every 30 seconds is 120 an hour, and 60 more take half an hour', () => {
  const packedAt = Array.from({ length: 10 }, (_, at) => at * 30_000);
  expect(paceOf(packedAt, 60)).toEqual({ done: 10, perHour: 120, minutesLeft: 30 });
});

test('the last twenty count, not the coffee before them', () => {
  const before = [0, 1000];
  const after = Array.from({ length: 20 }, (_, at) => 3_600_000 + at * 60_000);
  expect(paceOf([...before, ...after], 1).perHour).toBe(60);
});
