import { describe, expect, it } from 'vitest';
import { falseAcceptChance, resyncWindow, verificationWindow } from './window.js';

describe('the windows', () => {
  it('are whole steps, inside the two minutes of Entra for one code and an hour for two', () => {
    expect(verificationWindow(30)).toEqual({ seconds: 90, steps: 3 });
    expect(verificationWindow(60)).toEqual({ seconds: 120, steps: 2 });
    expect(resyncWindow(30)).toEqual({ seconds: 3600, steps: 120 });
    expect(resyncWindow(60)).toEqual({ seconds: 3600, steps: 60 });
  });

  it('leave a guesser 7 or 5 codes in a million, and under 35 or 25 in five tries', () => {
    expect(falseAcceptChance(30, 1)).toBeCloseTo(7e-6, 12);
    expect(falseAcceptChance(60, 1)).toBeCloseTo(5e-6, 12);
    expect(falseAcceptChance(30, 5)).toBeLessThan(35e-6);
    expect(falseAcceptChance(30, 5)).toBeGreaterThan(34.99e-6);
    expect(falseAcceptChance(60, 5)).toBeLessThan(25e-6);
    expect(falseAcceptChance(30, 0)).toBe(0);
  });
});
