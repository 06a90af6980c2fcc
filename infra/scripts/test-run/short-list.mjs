/**
 * What `--also` runs: every unit test, and of the tests across processes those that start the most of them: each
 * route step by step on the embedded store, all three on PostgreSQL and Redis, and starting itself.
 * As Vitest's filters: parts of paths.
 */
export const shortList = [
  '--project=depot',
  '--project=pglite',
  '/libs/',
  '/apps/',
  'test/workflow/qr-route.test.ts',
  'test/workflow/own-seed-route.test.ts',
  'test/workflow/import-route.test.ts',
  'test/workflow/starting.test.ts',
  'test/workflow/stores.test.ts',
];
