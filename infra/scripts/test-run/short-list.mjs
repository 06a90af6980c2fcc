/**
 * What `--also` runs: every unit test, each route step by step on the embedded store, and all three on PostgreSQL with
 * and without Redis. As Vitest's filters: parts of paths, from the root (it takes a leading slash for the disk's root).
 */
export const shortList = [
  '--project=depot',
  '--project=pglite',
  'libs/',
  'apps/',
  'test/workflow/qr-route.test.ts',
  'test/workflow/own-seed-route.test.ts',
  'test/workflow/import-route.test.ts',
  'test/workflow/stores.test.ts',
];
