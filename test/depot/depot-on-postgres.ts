import pg from 'pg';
import { startPostgres } from '../stores/postgres.js';
import { ThrowAwayDepot } from './throw-away-depot.js';
import type { DepotOptions } from './throw-away-depot.js';

/** A depot whose record somebody else can reach into while it runs: to make things old there, or to look. */
export interface DepotOnPostgres {
  readonly depot: ThrowAwayDepot;
  readonly database: pg.Client;
  stop(): Promise<void>;
}

export async function startDepotOnPostgres({ environment, ...options }: DepotOptions = {}): Promise<DepotOnPostgres> {
  const store = await startPostgres();
  const depot = await ThrowAwayDepot.start({ ...options, environment: { DATABASE_URL: store.url, ...environment } });
  const database = new pg.Client({ connectionString: store.url });
  await database.connect();
  return {
    depot,
    database,
    async stop() {
      await database.end();
      await depot.stop();
      await store.stop();
    },
  };
}
