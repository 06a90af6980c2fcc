import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input } from './wedge';
import { WedgeKeys } from './wedge-keys.svelte';

/** Milliseconds by which a browser may hold back the timers of a page that it thinks is covered. */
const heldBack = 900;

describe('a screen that takes scans', () => {
  const came: Input[] = [];
  const keys = new WedgeKeys((input) => came.push(input));

  beforeEach(() => {
    came.length = 0;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    vi.stubGlobal('document', { querySelector: () => null });
    for (const field of ['HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement']) vi.stubGlobal(field, vi.fn());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  function type(text: string): void {
    for (const [at, key] of Array.from(text).entries()) {
      const event = { key, timeStamp: performance.now() + at * 10, target: null, preventDefault: () => undefined };
      keys.press(event as unknown as KeyboardEvent);
    }
  }

  it('takes six digits once nothing follows them', () => {
    type('123456');
    vi.advanceTimersByTime(100);
    expect(came).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(came).toEqual([{ kind: 'code', text: '123456' }]);
  });

  it('takes them on a page whose clock is always late, too', () => {
    const inTime = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (then: () => void, ms: number) => inTime(then, ms + heldBack));
    type('123456');
    vi.advanceTimersByTime(3000);
    type('654321');
    vi.advanceTimersByTime(3000);
    expect(came.map(({ text }) => text)).toEqual(['123456', '654321']);
  });
});
