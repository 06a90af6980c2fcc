/**
 * What `--also` runs: every unit test (the thousand tamperings with a chain are a project of their own), and all
 * three routes from end to end on each store. As Vitest's filters: parts of paths, from the root (it takes a leading slash for
 * the disk's root).
 */
export const shortList = [
  '--project=units',
  '--project=screens',
  '--project=depot',
  'libs/',
  'apps/',
  'test/workflow/stores.test.ts',
];
