import { engines } from '../stores/engines.js';
import type { Engine } from '../stores/engines.js';

const asked = process.env['DEPOT_TEST_STORE'];

/** The store that this run of a workflow test stands on; `vitest.config.ts` runs each of them once a store. */
export const storeOfThisRun: Engine = engines.find((engine) => engine === asked) ?? 'pglite';
