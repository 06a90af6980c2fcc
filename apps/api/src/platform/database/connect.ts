import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { StartRefused } from '../config/config.js';
import { lockFolder } from '../locks/folder-lock.js';
import { gatherWrites } from './gathered-writes.js';
import { PglitePool } from './pglite-pool.js';
import { unhurriedFailures } from './unhurried-failures.js';

/** The pools of one process: `record` for the depot's own tables, `queue` for BullMQ where it runs on PostgreSQL. */
export interface Pools {
  readonly engine: 'pglite' | 'postgresql';
  readonly record: PglitePool | pg.Pool;
  readonly queue: PglitePool | pg.Pool;
  close(): Promise<void>;
}

/** int8 as number: counts and serial numbers here stay far below 2^53. PGlite is told the same. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens the record: PostgreSQL where `DATABASE_URL` names one, else PGlite in the data folder.
 * @throws StartRefused when the folder is held by another process or the server does not answer.
 */
export async function connect(config: Config): Promise<Pools> {
  if (config.databaseUrl === null) return openEmbedded(config.dataFolder);
  const settings = { connectionString: config.databaseUrl, options: '-c search_path=bullmq', keepAlive: true };
  // Statements that do not wait for each other are sent without waiting for the answers.
  const record = new pg.Pool({ ...settings, max: 12, pipeline: true });
  // Of these one is kept for LISTEN, by all of BullMQ's workers.
  const queue = new pg.Pool({ ...settings, max: 12 });
  // A client that drops, idle or borrowed, is replaced by the pool and its query fails by itself; without a listener
  // its error event would end the process.
  for (const pool of [record, queue]) {
    // Each queue and worker of BullMQ adds one more.
    pool.setMaxListeners(0);
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  record.on('connect', gatherWrites);
  queue.on('connect', unhurriedFailures);
  try {
    await untilStarted(() => record.query('SELECT 1'));
  } catch (error) {
    await Promise.all([record.end(), queue.end()]);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    throw new StartRefused(
      `DATABASE_URL names a PostgreSQL that cannot be used (${code}). Is it running, and are name and password right?`,
    );
  }
  return {
    engine: 'postgresql',
    record,
    queue,
    close: async () => {
      await Promise.all([record.end(), queue.end()]);
    },
  };
}

/** A server that says that it is only just starting (57P03), after a crash for instance, gets half a minute. */
async function untilStarted(ask: () => Promise<unknown>): Promise<void> {
  for (const deadline = Date.now() + 30_000; ;) {
    try {
      await ask();
      return;
    } catch (error) {
      const isStarting = error instanceof Error && 'code' in error && error.code === '57P03';
      if (!isStarting || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function openEmbedded(folder: string): Promise<Pools> {
  const lock = lockFolder(folder);
  try {
    const pool = await PglitePool.open(join(folder, 'record'));
    return {
      engine: 'pglite',
      record: pool,
      queue: pool,
      close: async () => {
        await pool.end();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
