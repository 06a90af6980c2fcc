import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { growRecord } from '../bench/grown-record.js';
import { withStores } from '../bench/store-access.js';
import { serveAll } from '../demo/run-demo.js';
import { leftOut } from '../depot/left-out.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { packagesOf } from './engines.js';
import { startPostgres } from './postgres.js';
import type { RestartableStore } from './restartable-store.js';

interface Asked {
  readonly query: string;
  readonly calls: number;
  readonly plans: number;
}

/** BullMQ's own, and the end of the chain: how far off that is, it looks anew each time. */
const others = [/^--/, /from "depot"\."event_chain" .* where "seq" > \$1/];
/** Each session of a pool makes five plans before it may keep one. */
const oftenEnough = 250;

describe.skipIf(leftOut(...packagesOf.postgres))('on a record of thousands PostgreSQL', () => {
  let postgres: RestartableStore;
  let depot: ThrowAwayDepot;
  let watcher: pg.Client;

  beforeAll(async () => {
    postgres = await startPostgres([
      'shared_preload_libraries=pg_stat_statements',
      'pg_stat_statements.track_planning=on',
    ]);
    const environment = { DATABASE_URL: postgres.url };
    depot = await ThrowAwayDepot.start({ latencyMs: 0, stations: [4], environment });
    await serveAll(depot, { routes: ['qr', 'own-seed', 'import'], jobs: 6 }, () => undefined);
    await depot.processes[0]?.stop();
    await withStores({ environment, postgres, redis: null, stop: () => Promise.resolve() }, depot.folder, (stores) =>
      growRecord(stores, 2000),
    );
    await depot.processes[0]?.restart();
    watcher = new pg.Client({ connectionString: postgres.url });
    await watcher.connect();
    await watcher.query('CREATE EXTENSION pg_stat_statements');
  });
  afterAll(async () => {
    await watcher.end();
    await depot.stop();
    await postgres.stop();
  });

  it('keeps its plans for what the line asks again and again', async () => {
    const { problems } = await serveAll(depot, { routes: ['qr', 'own-seed', 'import'], jobs: 45 }, () => undefined);
    expect(problems).toEqual([]);
    const { rows } = await watcher.query<Asked>(
      `SELECT query, sum(calls)::int AS calls, sum(plans)::int AS plans FROM pg_stat_statements
        GROUP BY query HAVING sum(calls) >= ${String(oftenEnough)}`,
    );
    // A job's view is a join of twelve tables: of all statements the dearest to plan.
    expect(rows.some(({ query }) => /"lost"\."new_job_id"/.test(query))).toBe(true);
    const made = rows.filter(
      ({ calls, plans, query }) => plans > calls / 2 && !others.some((form) => form.test(query)),
    );
    expect(made).toEqual([]);
  });
});
