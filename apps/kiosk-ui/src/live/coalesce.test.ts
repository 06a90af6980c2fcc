import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { coalesce } from './coalesce.js';

describe('work that is asked for often', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is done once for a burst of requests', async () => {
    const work = vi.fn(async () => undefined);
    const coalesced = coalesce(work, 100);
    for (let request = 0; request < 20; request += 1) coalesced.ask();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).toHaveBeenCalledOnce();
  });

  test('is done once more when something happened while it was under way', async () => {
    const work = vi.fn(() => new Promise<void>((done) => setTimeout(done, 500)));
    const coalesced = coalesce(work, 100);
    coalesced.ask();
    await vi.advanceTimersByTimeAsync(200);
    coalesced.ask();
    coalesced.ask();
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('is not done after it was stopped', async () => {
    const work = vi.fn(async () => undefined);
    const coalesced = coalesce(work, 100);
    coalesced.ask();
    coalesced.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).not.toHaveBeenCalled();
  });
});
