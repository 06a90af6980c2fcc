import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesOf } from '../stores/engines.js';
import { runFaults } from './run-faults.js';
import type { FaultRun } from './run-faults.js';

/** One store's share of the 200 faults; a file a store, so that they run side by side. */
export function testFaults(run: FaultRun): void {
  describe.skipIf(leftOut(...packagesOf[run.store]))(`the line on ${run.store}, while things break`, () => {
    it(`loses nothing and does nothing twice in ${String(run.faults)} faults`, async () => {
      const result = await runFaults(run, () => undefined);
      expect(result.wrong).toEqual([]);
      expect(result.arrived % run.jobs).toBe(0);
      expect(Object.values(result.struck).reduce((sum, count) => sum + count, 0)).toBe(run.faults);
    }, 400_000);
  });
}
