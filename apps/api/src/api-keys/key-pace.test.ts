import { describe, expect, it } from 'vitest';
import { KeyPace } from './key-pace.js';

describe('the pace of a key', () => {
  it('is 1,200 requests a minute, for each by itself', () => {
    let now = 5;
    const pace = new KeyPace(() => now);
    for (let asked = 0; asked < 1200; asked += 1) expect(pace.isTooFast('one')).toBe(false);
    expect(pace.isTooFast('one')).toBe(true);
    expect(pace.isTooFast('other')).toBe(false);
    now += 59_999;
    expect(pace.isTooFast('one')).toBe(true);
    now += 1;
    expect(pace.isTooFast('one')).toBe(false);
  });
});
