import { execFileSync, spawn } from 'node:child_process';
import pg from 'pg';
import { startPostgres } from '../stores/postgres.js';
import { startRedis } from '../stores/redis.js';
import type { Sinks } from './sinks.js';

/** PostgreSQL and Redis that keep all they hear. */
export interface WatchedStores {
  readonly environment: Readonly<Record<string, string>>;
  /** A session in the record. */
  readonly sql: pg.Client;
  redis(...words: string[]): string;
  /** What a dump shows at this moment. */
  dump(): void;
  /** Keeps the files as they lie on the disk. */
  keepFiles(): Promise<void>;
  stop(): Promise<void>;
}

/** Statements are logged with their parameters, commands as they come, and every file can be read at the end. */
export async function startWatchedStores(sinks: Sinks): Promise<WatchedStores> {
  const postgres = await startPostgres(['logging_collector=on', 'log_statement=all', 'log_directory=statements']);
  const redis = await startRedis();
  const port = new URL(redis.url).port;
  const command = (...words: string[]): string =>
    execFileSync('redis-cli', ['-p', port, ...words])
      .toString()
      .trim();
  command('config', 'set', 'appendonly', 'yes');
  const monitor = spawn('redis-cli', ['-p', port, 'monitor'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const heard: Uint8Array[] = [];
  monitor.stdout.on('data', (chunk: Buffer) => heard.push(chunk));
  const monitored = new Promise((resolve) => monitor.on('close', resolve));
  const sql = new pg.Client({ connectionString: postgres.url });
  await sql.connect();
  return {
    environment: { DATABASE_URL: postgres.url, REDIS_URL: redis.url },
    sql,
    redis: command,
    dump: () => {
      const { port: at, hostname } = new URL(postgres.url);
      const args = ['-h', hostname, '-p', at, '-U', 'depot', 'postgres'];
      sinks.record('database dump', execFileSync('pg_dump', args, { maxBuffer: 1 << 28 }));
    },
    keepFiles: async () => {
      await sql.query('CHECKPOINT');
      const { rows } = await sql.query<{ data_directory: string }>('SHOW data_directory');
      const isLog = (path: string): boolean => path.startsWith('statements');
      sinks.recordFolder((path) => (isLog(path) ? 'database log' : 'database files'), rows[0]?.data_directory ?? '');
      command('save');
      sinks.recordFolder(() => 'queue’s files', command('config', 'get', 'dir').split('\n')[1] ?? '');
      monitor.kill();
      await monitored;
      sinks.record('queue’s commands', Buffer.concat(heard));
    },
    stop: async () => {
      monitor.kill();
      await sql.end();
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}
