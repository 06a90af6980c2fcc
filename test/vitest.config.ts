import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { leftOut } from './depot/left-out.js';
import { engines, packagesOf } from './stores/engines.js';

/** The line's own tests: each runs on every store… */
const line = [
  'test/workflow/*-route.test.ts',
  'test/workflow/pulled-plugs.test.ts',
  'test/workflow/life-after.test.ts',
  'test/workflow/let-go.test.ts',
];
/** The thousand tamperings with a chain: arithmetic that takes long, and that no other version of Node does otherwise. */
const tamperings = ['**/check-chain.test.ts'];
/** Beside the screens’ sources. */
const screens = ['apps/kiosk-ui/src/**/*.test.ts'];
const root = fileURLToPath(new URL('..', import.meta.url));
const exclude = ['**/node_modules/**', '**/dist/**'];
/** …but for those that are about the record: with Redis it is the same PostgreSQL. */
const onRecord: Readonly<Record<string, readonly string[]>> = {
  // Two replicas on PostgreSQL do all of it, and more.
  pglite: ['test/workflow/life-after.test.ts', 'test/workflow/let-go.test.ts'],
  'postgres+redis': [
    'test/workflow/escrow-holds-route.test.ts',
    'test/workflow/molto-route.test.ts',
    'test/workflow/entra-route.test.ts',
    'test/workflow/life-after.test.ts',
    'test/workflow/let-go.test.ts',
    'test/workflow/seed-files-route.test.ts',
    'test/workflow/vault-route.test.ts',
  ],
};

export default defineConfig({
  test: {
    root,
    // Real databases, queues and browsers: slow to start, and hungry.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // How long it may take on a machine that has much else to do; what is there already costs nothing.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // One more than the two cores that everything must do with: much of the time is spent waiting for what was stopped.
    maxWorkers: 3,
    // What they share beside the processes they start is code: to load it anew for each file took them a tenth of their time.
    isolate: false,
    // Of tests in one file that say they may run side by side: those wait for readers, not for the processor.
    maxConcurrency: 8,
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: ['libs/**/src/**/*.test.ts', 'apps/**/src/**/*.test.ts'],
          exclude: [...exclude, ...tamperings, ...screens],
        },
      },
      {
        // Their components are compiled as they are for the browser.
        extends: fileURLToPath(new URL('../apps/kiosk-ui/vite.config.ts', import.meta.url)),
        test: { name: 'screens', root, include: screens, testTimeout: 90_000 },
      },
      { extends: true, test: { name: 'tamperings', include: tamperings, exclude } },
      {
        extends: true,
        test: { name: 'depot', include: ['test/**/*.test.ts'], exclude: [...exclude, ...line] },
      },
      ...engines
        .filter((engine) => !leftOut(...packagesOf[engine]))
        .map((engine) => ({
          extends: true as const,
          test: {
            name: engine,
            include: line,
            exclude: [...exclude, ...(onRecord[engine] ?? [])],
            env: { DEPOT_TEST_STORE: engine },
          },
        })),
    ],
  },
});
