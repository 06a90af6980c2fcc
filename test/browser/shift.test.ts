import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { runShift } from '../shift/run-shift.js';

describe.skipIf(leftOut('chromium'))('two people at two lines, whose hands slip', () => {
  it('lose no token and serve none twice, though the API process is killed in the middle', async () => {
    const shift = await runShift({ jobs: 8, seed: 5, say: () => undefined });
    expect(shift.wrong).toEqual([]);
    expect(shift.arrived + shift.inTray).toBe(8);
    expect(shift).toMatchObject({ restarts: 1 });
    // Each token was in hand, had its code and lay in its parcel: the page showed it each time.
    expect(shift.looks).toBeGreaterThanOrEqual(8 * 2);
  }, 240_000);
});
