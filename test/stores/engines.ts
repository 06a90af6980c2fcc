import { startPostgres } from './postgres.js';
import { startRedis } from './redis.js';
import type { RedisStore } from './redis.js';
import type { RestartableStore } from './restartable-store.js';

/** The stores a depot can stand on. */
export const engines = ['pglite', 'postgres', 'postgres+redis'] as const;
export type Engine = (typeof engines)[number];

/** The system packages each of them needs. */
export const packagesOf: Readonly<Record<Engine, readonly string[]>> = {
  pglite: [],
  postgres: ['postgresql'],
  'postgres+redis': ['postgresql', 'redis-server'],
};

export interface RunningEngine {
  /** For the API's environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly postgres: RestartableStore | null;
  readonly redis: RedisStore | null;
  stop(): Promise<void>;
}

/** Starts throw-away servers for an engine; PGlite needs none. */
export async function startEngine(engine: Engine): Promise<RunningEngine> {
  const postgres = engine === 'pglite' ? null : await startPostgres();
  const redis = engine === 'postgres+redis' ? await startRedis() : null;
  return {
    environment: {
      ...(postgres === null ? {} : { DATABASE_URL: postgres.url }),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    },
    postgres,
    redis,
    stop: async () => {
      await Promise.all([postgres?.stop(), redis?.stop()]);
    },
  };
}
