import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { Finder } from './finder.js';
import { breakBurn, breakRecord, makeMistakes } from './force-failures.js';
import { leakOnPurpose } from './leak-on-purpose.js';
import { Planter } from './plant-seeds.js';
import type { Seeds } from './plant-seeds.js';
import { readEverything } from './read-everything.js';
import { sinkNames } from './sinks.js';
import type { Sink, Sweep } from './sinks.js';
import { showsProcesses } from './watch-processes.js';
import { startWatchedDepot } from './watched-depot.js';
import { mistakesMayBe, whereSeedsMayBe } from './where-seeds-may-be.js';

const stores = {
  pglite: {
    needs: [],
    lacks: ['queue’s commands', 'queue’s files', 'database dump', 'database log'],
  },
  'postgres+redis': { needs: ['postgresql', 'redis-server'], lacks: [] },
} as const satisfies Record<string, { needs: string[]; lacks: Sink[] }>;

/** Plants seeds in a depot on this store, leaks some more on purpose, and says in three tests where each was found. */
export function lookForLeaksOn(store: keyof typeof stores): void {
  describe.skipIf(leftOut(...stores[store].needs))(`seeds planted by every route and failure on ${store}`, () => {
    const seeds: Seeds = new Map();
    let swept: Sweep = {};
    let purposely: Sweep = {};
    let sizes: ReadonlyMap<Sink, number> = new Map();
    let remove = (): Promise<void> => Promise.resolve();

    beforeAll(async () => {
      const depot = await startWatchedDepot(store);
      remove = depot.remove;
      const planter = new Planter(depot, seeds);
      await planter.plantAll();
      depot.stores?.dump();
      await makeMistakes(depot, planter);
      await breakBurn(planter);
      await breakRecord(depot, planter);
      expect(await readEverything(depot)).toBeGreaterThan(100);
      depot.stores?.dump();
      purposely = await leakOnPurpose(depot, seeds);
      await depot.end();
      // The depot's own seeds are known only now, so what was kept is looked through now.
      swept = depot.sinks.sweep(new Finder(seeds));
      sizes = depot.sinks.sizes();
    }, 240_000);
    afterAll(() => remove());

    it('are found where a protocol needs them, and nowhere else', () => {
      const found = Object.fromEntries(
        [...seeds.keys()].filter((name) => !isControl(name)).map((name) => [name, sinksOf(name)]),
      );
      const allowed = Object.fromEntries(
        Object.keys(found).map((name) => [
          name,
          whereSeedsMayBe[name] ?? (name.startsWith('mistake: ') ? mistakesMayBe : ['no row in the table']),
        ]),
      );
      expect(found).toEqual(allowed);
    });

    it('are caught wherever one is leaked on purpose, by the place and the writing', () => {
      const caught = Object.fromEntries(
        Object.entries(swept)
          .map(
            ([sink, found]) =>
              [sink, Object.fromEntries(Object.entries(found).filter(([name]) => isControl(name)))] as const,
          )
          .filter(([, found]) => Object.keys(found).length > 0),
      );
      expect(caught).toEqual(purposely);
    });

    it('are looked for in every place, none of them empty', () => {
      const wanted = sinkNames.filter(
        (sink) =>
          !(stores[store].lacks as readonly Sink[]).includes(sink) && (showsProcesses || !sink.startsWith('process ')),
      );
      expect([...sizes.keys()].sort()).toEqual([...wanted].sort());
    });

    function sinksOf(seed: string): Sink[] {
      return sinkNames.filter((sink) => swept[sink]?.[seed] !== undefined);
    }
  });
}

function isControl(name: string): boolean {
  return name.startsWith('control: ');
}
