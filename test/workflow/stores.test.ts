import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { summarise } from '../demo/report.js';
import { runDemo } from '../demo/run-demo.js';
import { engines, packagesOf } from '../stores/engines.js';

// Side by side: each waits for Entra and its hands half of the time.
describe.concurrent('the whole line', () => {
  for (const store of engines) {
    it.skipIf(leftOut(...packagesOf[store]))(
      `serves all three routes on ${store}, while one call in five to Entra fails`,
      async () => {
        const result = await runDemo(
          { jobs: 6, routes: ['qr', 'own-seed', 'import'], json: true, store, pace: null, limits: [], entraFaults: 20 },
          () => undefined,
        );
        expect(result.problems).toEqual([]);
        expect(summarise(result)).toMatchObject({
          jobs: 6,
          arrived: 6,
          stopped: 0,
          uncertain: 0,
          destroyed: 6,
          routes: { qr: 2, 'own-seed': 2, import: 2 },
          // Both Premium routes: each token there, active, once.
          entra: { devices: 4, activated: 4, twice: 0 },
        });
      },
      120_000,
    );
  }
});
