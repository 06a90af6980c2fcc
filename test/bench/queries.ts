import type { BatchView, JobPage } from '@depot/contracts';
import { serveAll } from '../demo/run-demo.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';
import { growRecord } from './grown-record.js';
import { percentile, rounded } from './percentile.js';
import { withStores } from './store-access.js';

/** What managers and helpdesk ask for, in a record of so many tokens: p95 of each page in milliseconds. */
export function benchQueries(
  store: Engine,
  { tokens, times }: { tokens: number; times: number },
): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, { stations: [4] }, async ({ engine, depot }) => {
    await serveAll(depot, { jobs: 50, routes: ['own-seed'] }, () => undefined);
    await depot.processes[0]?.stop();
    await withStores(engine, depot.folder, (stores) => growRecord(stores, tokens));
    await depot.processes[0]?.restart();
    const { manager } = depot.clients;
    const batches = await manager.get<BatchView[]>('batches');
    const batch = batches.find(({ total }) => total > 100)?.id ?? '';
    const { jobs } = await manager.get<JobPage>(`jobs?batch=${batch}`);
    const one = (at: number) => jobs[at % jobs.length];
    const pages: Readonly<Record<string, (at: number) => string>> = {
      batches: () => 'batches',
      batch: () => `batches/${batch}`,
      batchJobs: (at) => `jobs?batch=${batch}&page=${String(1 + (at % 5))}`,
      allJobs: (at) => `jobs?page=${String(1 + (at % 20))}`,
      searchSerial: (at) => `jobs?search=${one(at)?.serial ?? ''}`,
      searchUpn: (at) => `jobs?search=${encodeURIComponent(one(at)?.upn ?? '')}`,
      searchName: (at) => `jobs?search=${encodeURIComponent(one(at)?.displayName ?? '')}`,
      searchPart: (at) => `jobs?search=${String(100 + at)}`,
      searchNothing: (at) => `jobs?search=nobody${String(at)}`,
      tokens: (at) => `tokens?search=${one(at)?.serial?.slice(0, 12) ?? ''}`,
      timeline: (at) => `jobs/${one(at)?.id ?? ''}/timeline`,
    };
    const figures: Record<string, number> = { tokens };
    for (const [name, path] of Object.entries(pages)) {
      const took: number[] = [];
      for (let at = 0; at < times; at += 1) {
        const sent = performance.now();
        await manager.get(path(at));
        took.push(performance.now() - sent);
      }
      figures[`${name}P95Ms`] = rounded(percentile(took, 0.95), 1);
    }
    return figures;
  });
}
