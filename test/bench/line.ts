import { Route, stationQueue } from '@depot/contracts';
import { serveAll } from '../demo/run-demo.js';
import type { Engine } from '../stores/engines.js';
import { stepQueueNames } from '@depot/api/queues';
import { completedTasks, runBareQueue } from './bare-queue.js';
import { withBenchDepot } from './bench-depot.js';
import { rounded } from './percentile.js';

const stations = [4, 4];

/** The whole line against bare BullMQ running as many empty tasks, side by side on one store. */
export function benchLine(store: Engine, jobs: number): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, { stations }, async ({ engine, depot }) => {
    const options = { routes: Route.options };
    // The first jobs of a process are its slowest: they are not counted in the time, but are in the tasks.
    const warm = await serveAll(depot, { ...options, jobs: 24 }, () => undefined);
    const served = await serveAll(depot, { ...options, jobs }, () => undefined);
    if (served.problems.length > 0) throw new Error(`Not every job arrived: ${served.problems.join(' ')}`);
    const queues = [...stepQueueNames, ...depot.stations.map(({ id }) => stationQueue(id))];
    await depot.processes[0]?.stop();
    const all = await completedTasks(engine, { folder: depot.folder, queues });
    const tasks = Math.round((all * jobs) / (jobs + warm.jobs));
    const lanes = stations.reduce((sum, readers) => sum + readers, 0);
    await runBareQueue(engine, depot.folder, { tasks: 200, lanes });
    const bare = await runBareQueue(engine, depot.folder, { tasks, lanes });
    return {
      jobs,
      tasks,
      lineSeconds: rounded(served.seconds),
      jobsPerSecond: rounded(jobs / served.seconds, 1),
      bareSeconds: rounded(bare),
      bareTasksPerSecond: rounded(tasks / bare, 0),
      ratio: rounded(bare / served.seconds, 3),
    };
  });
}
