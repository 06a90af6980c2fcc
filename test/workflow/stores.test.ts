import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { summarise } from '../demo/report.js';
import { runDemo } from '../demo/run-demo.js';
import { engines, packagesOf } from '../stores/engines.js';

describe('the whole line', () => {
  for (const store of engines) {
    it.skipIf(leftOut(...packagesOf[store]))(
      `serves all three routes on ${store}, while one call in five to Entra fails`,
      async () => {
        const result = await runDemo(
          { jobs: 9, routes: ['qr', 'own-seed', 'import'], json: true, store, entraFaults: 20 },
          () => undefined,
        );
        expect(result.problems).toEqual([]);
        expect(summarise(result)).toMatchObject({
          jobs: 9,
          arrived: 9,
          stopped: 0,
          uncertain: 0,
          destroyed: 9,
          routes: { qr: 3, 'own-seed': 3, import: 3 },
          // Both Premium routes: each token there, active, once.
          entra: { devices: 6, activated: 6, twice: 0 },
        });
      },
      120_000,
    );
  }
});
