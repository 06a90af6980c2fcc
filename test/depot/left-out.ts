const missing = (process.env['DEPOT_TESTS_WITHOUT'] ?? '').split(',');

/** Whether this machine lacks any of these system packages, so that the tests that need them are left out (and named by `npm test`). */
export function leftOut(...packages: readonly string[]): boolean {
  return packages.some((name) => missing.includes(name));
}
