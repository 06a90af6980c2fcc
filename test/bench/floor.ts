import { Route } from '@depot/contracts';
import { serveAll } from '../demo/run-demo.js';
import type { Engine } from '../stores/engines.js';
import { runBareQueue } from './bare-queue.js';
import { withBenchDepot } from './bench-depot.js';
import { rounded } from './percentile.js';
import { withStores } from './store-access.js';

/**
 * What a job of the three routes asks for at the least, in the mean: what its hands ask of the API (next, capture or choose, code, accept or register, pack, post,
 * deliver, arrive, and three looks), its transactions, and its tasks.
 */
const perJob = { requests: 11, transactions: 13, tasks: 4.67 };
const lanes = 8;

/**
 * The least that a job could cost here, if each request answered nothing, each transaction held one reading, and each task were empty: milliseconds a
 * job with eight lanes, one kind after the other. Beside it the line itself, in the same run.
 */
export function benchFloor(store: Engine, jobs: number): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, { stations: [4, 4] }, async ({ engine, depot }) => {
    const options = { routes: Route.options };
    await serveAll(depot, { ...options, jobs: 24 }, () => undefined);
    const served = await serveAll(depot, { ...options, jobs }, () => undefined);
    if (served.problems.length > 0) throw new Error(`Not every job arrived: ${served.problems.join(' ')}`);
    const { operator } = depot.clients;
    const requests = await inLanes(jobs * perJob.requests, () => operator.get('session'));
    await depot.processes[0]?.stop();
    const transactions = await withStores(engine, depot.folder, ({ pools }) =>
      inLanes(jobs * perJob.transactions, async () => {
        const client = await pools.record.connect();
        await client.query('BEGIN');
        await client.query('SELECT txid_current()');
        await client.query('COMMIT');
        client.release();
      }),
    );
    const tasks = Math.round(jobs * perJob.tasks);
    await runBareQueue(engine, depot.folder, { tasks: 200, lanes });
    const bare = await runBareQueue(engine, depot.folder, { tasks, lanes });
    const ms = (seconds: number): number => rounded((seconds * 1000) / jobs, 2);
    const floor = requests + transactions + bare;
    return {
      jobs,
      lineMs: ms(served.seconds),
      requestsMs: ms(requests),
      transactionsMs: ms(transactions),
      tasksMs: ms(bare),
      floorMs: ms(floor),
      ratioAtFloor: rounded(bare / floor, 3),
    };
  });
}

/** So many, as many at a time as there are lanes. @returns seconds */
async function inLanes(count: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) {
        next += 1;
        await work();
      }
    }),
  );
  return (performance.now() - begun) / 1000;
}
