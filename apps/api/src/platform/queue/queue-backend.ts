import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import type { ConnectionOptions, PgPool, PostgresConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { StartRefused } from '../config/config.js';
import type { Config } from '../config/config.js';
import type { Pools } from '../database/connect.js';
import { SharedListening } from './shared-listening.js';

/** What every Queue and Worker of this process is made with. */
export interface QueueConnection {
  readonly engine: 'redis' | 'postgresql' | 'pglite';
  readonly connection: ConnectionOptions;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * BullMQ on Redis where `REDIS_URL` names one, else on the record's PostgreSQL or PGlite.
 * @throws StartRefused when Redis does not answer or may evict keys: an evicted task would be forgotten silently.
 */
export async function openQueue(config: Config, pools: Pools): Promise<QueueConnection> {
  if (config.redisUrl !== null) return openRedis(config.redisUrl);
  const pool = pools.queue as unknown as PgPool;
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  setDefaultBackendFactory(createPostgresBackend);
  // On this backend `connection` is a pool; @nestjs/bullmq only knows the type of Redis connections.
  // PGlite is one session, which shares what it hears by itself.
  const shared = pools.engine === 'pglite' ? null : new SharedListening(pool);
  const connection = (shared ?? pool) satisfies PostgresConnectionOptions as unknown as ConnectionOptions;
  return {
    engine: pools.engine,
    connection,
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => {
      shared?.close();
      return Promise.resolve();
    },
  };
}

async function openRedis(url: string): Promise<QueueConnection> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const [, policy] = await redis.config('GET', 'maxmemory-policy');
    if (policy !== 'noeviction') {
      throw new StartRefused(
        `REDIS_URL names a Redis that may evict keys (maxmemory-policy ${policy ?? 'unknown'}). Set maxmemory-policy to noeviction.`,
      );
    }
  } catch (error) {
    redis.disconnect();
    if (error instanceof StartRefused) throw error;
    throw new StartRefused('REDIS_URL names a Redis that does not answer. Is it running, and is the password right?');
  }
  return {
    engine: 'redis',
    connection: redis as unknown as ConnectionOptions,
    ping: async () => {
      await redis.ping();
    },
    close: async () => {
      await redis.quit().catch(() => {
        redis.disconnect();
      });
    },
  };
}
