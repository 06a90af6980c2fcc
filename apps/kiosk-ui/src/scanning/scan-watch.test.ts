import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScanWatch } from './scan-watch';

describe('what a scanner types anywhere', () => {
  const came: string[] = [];
  let watch = new ScanWatch(() => undefined);

  beforeEach(() => {
    came.length = 0;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    watch = new ScanWatch((text) => came.push(text));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** @returns whether the last key was kept from others */
  function type(keys: readonly string[], pace: number): boolean {
    const from = performance.now();
    const kept = keys.map((key, at) => watch.press({ key, timeStamp: from + at * pace } as KeyboardEvent));
    expect(kept.slice(0, -1).includes(true)).toBe(false);
    return kept.at(-1) ?? false;
  }

  it.each(['Enter', 'Tab'])('is whole with %s, which nobody else gets', (end) => {
    expect(type([...Array.from('8675612345678'), end], 8)).toBe(true);
    expect(came).toEqual(['8675612345678']);
  });

  it('is whole without any last key once nothing follows', () => {
    expect(type(Array.from('8675612345678'), 8)).toBe(false);
    expect(came).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(came).toEqual(['8675612345678']);
  });

  it.each([
    ['six digits off a token', '123456', 8],
    ['a name that somebody types', 'somebody@contoso.com', 130],
  ])('is not %s', (_what, text, pace) => {
    expect(type([...Array.from(text), 'Enter'], pace)).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(came).toEqual([]);
  });
});
