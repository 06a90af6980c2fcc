import { serveAll } from '../demo/run-demo.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';
import { growRecord } from './grown-record.js';
import { rounded } from './percentile.js';
import { withStores } from './store-access.js';

const sizes = [200, 2000, 20_000];

/** What a job costs when the record holds 200, 2,000 and 20,000: milliseconds a job, the better of two runs. */
export function benchGrowth(store: Engine, jobs: number): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, { stations: [4, 4] }, async ({ engine, depot }) => {
    const serve = async (count: number): Promise<number> => {
      const options = { routes: ['own-seed'] } as const;
      const { seconds, problems } = await serveAll(depot, { ...options, jobs: count }, () => undefined);
      if (problems.length > 0) throw new Error(`Not every job arrived: ${problems.join(' ')}`);
      return (seconds / count) * 1000;
    };
    await serve(50);
    const figures: Record<string, number> = {};
    for (const size of sizes) {
      await depot.processes[0]?.stop();
      await withStores(engine, depot.folder, (stores) => growRecord(stores, size));
      await depot.processes[0]?.restart();
      await serve(24);
      figures[`msPerJobAt${String(size)}`] = rounded(Math.min(await serve(jobs), await serve(jobs)), 1);
    }
    const [least = 1, ...more] = sizes.map((size) => figures[`msPerJobAt${String(size)}`] ?? 0);
    return { ...figures, ratio: rounded(Math.max(...more) / least, 3) };
  });
}
