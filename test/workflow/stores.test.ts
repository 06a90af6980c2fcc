import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { summarise } from '../demo/report.js';
import { runDemo } from '../demo/run-demo.js';
import { engines, packagesOf } from '../stores/engines.js';

describe('the whole line', () => {
  for (const store of engines) {
    it.skipIf(leftOut(...packagesOf[store]))(
      `serves all three routes on ${store}`,
      async () => {
        const result = await runDemo(
          { jobs: 9, routes: ['qr', 'own-seed', 'import'], json: true, store },
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
        });
      },
      120_000,
    );
  }
});
