import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Today } from './today.svelte';

const evening = new Date(2026, 5, 1, 23, 30);
const morning = new Date(2026, 5, 2, 7);

beforeEach(() => {
  vi.useFakeTimers({ now: evening });
});
afterEach(() => {
  vi.useRealTimers();
});

it('is another day after midnight, though the screen stayed open', () => {
  const today = new Today();
  const stop = today.follow();
  expect([evening, morning].map((at) => today.holds(at.toISOString()))).toEqual([true, false]);
  vi.advanceTimersByTime(31 * 60_000);
  stop();
  expect([evening, morning].map((at) => today.holds(at.toISOString()))).toEqual([false, true]);
});

it('is looked at anew by whoever is about to choose by it', () => {
  const today = new Today();
  vi.setSystemTime(morning);
  today.look();
  expect(today.holds(morning.toISOString())).toBe(true);
});
