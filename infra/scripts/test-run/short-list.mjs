/**
 * What `--also` runs: every unit test (but the thousand tamperings with a chain, which are arithmetic and take long), and all
 * three routes from end to end on each store. As Vitest's filters: parts of paths, from the root (it takes a leading slash for
 * the disk's root).
 */
export const shortList = [
  '--project=units',
  '--project=depot',
  '--exclude=**/check-chain.test.ts',
  'libs/',
  'apps/',
  'test/workflow/stores.test.ts',
];
