import { startPostgres } from './postgres.js';
import type { ThrowAwayStore } from './postgres.js';
import { startRedis } from './redis.js';

/** The stores a depot can stand on. */
export const engines = ['pglite', 'postgres', 'postgres+redis'] as const;
export type Engine = (typeof engines)[number];

export interface RunningEngine {
  /** For the API's environment. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts throw-away servers for an engine; PGlite needs none. */
export async function startEngine(engine: Engine): Promise<RunningEngine> {
  const stores: ThrowAwayStore[] = [];
  const environment: Record<string, string> = {};
  if (engine !== 'pglite') {
    const postgres = await startPostgres();
    stores.push(postgres);
    environment['DATABASE_URL'] = postgres.url;
  }
  if (engine === 'postgres+redis') {
    const redis = await startRedis();
    stores.push(redis);
    environment['REDIS_URL'] = redis.url;
  }
  return {
    environment,
    stop: async () => {
      await Promise.all(stores.map((store) => store.stop()));
    },
  };
}
