import { expect, it } from 'vitest';
import { isSameMoment, spanOf, stepIn } from './read-out-times.js';

const now = 1_763_845_215;

it.each([
  [30, 0],
  [30, 90],
  [30, -60],
  [60, 240],
] as const)('finds what a %i s token shows whose clock is %i s ahead', (period, drift) => {
  const time = { now, drift, period };
  const step = stepIn(time);
  expect(step).toBe(Math.floor((now + drift) / period));
  const { from, until } = spanOf(step, time);
  expect(from).toBeLessThanOrEqual(now);
  expect(until).toBeGreaterThan(now);
  expect(until - from).toBe(period);
});

it('looks ahead and back', () => {
  const time = { now, drift: 0, period: 30 } as const;
  expect(stepIn(time, 600)).toBe(stepIn(time) + 20);
  expect(stepIn(time, -60)).toBe(stepIn(time) - 2);
  expect(spanOf(stepIn(time, 600), time).from).toBe(spanOf(stepIn(time), time).from + 600);
});

it('knows a moment that is asked for again within two minutes, and no other', () => {
  const asked = (seconds: number): boolean => {
    const time = { now, drift: 0, period: 30 } as const;
    return isSameMoment(stepIn(time, 900), stepIn(time, 900 + seconds));
  };
  for (const seconds of [-30, 0, 40, 120]) expect(asked(seconds)).toBe(true);
  for (const seconds of [-60, 150, 300]) expect(asked(seconds)).toBe(false);
});
