import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@depot/api/config';
import { connect } from '@depot/api/database';
import type { Pools } from '@depot/api/database';
import { openQueue } from '@depot/api/queue';
import type { QueueConnection } from '@depot/api/queue';
import { Queue, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesOf } from './engines.js';
import { startPostgres } from './postgres.js';
import type { RestartableStore } from './restartable-store.js';

const names = ['first', 'second', 'third'];

describe.skipIf(leftOut(...packagesOf.postgres))('workers of several queues on one PostgreSQL', () => {
  let postgres: RestartableStore;
  let folder: string;
  let pools: Pools;
  let open: QueueConnection;
  const queues: Queue[] = [];
  const workers: Worker[] = [];
  const ran: string[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), 'depot-listening-'));
    pools = await connect(readConfig({ DATABASE_URL: postgres.url, DEPOT_DATA: folder }));
    open = await openQueue(readConfig({ DATABASE_URL: postgres.url, DEPOT_DATA: folder }), pools);
    const { connection } = open;
    for (const name of names) {
      queues.push(new Queue(name, { connection }));
      const run = ({ id }: { id?: string }): Promise<void> => {
        ran.push(`${name} ${id ?? ''}`);
        return Promise.resolve();
      };
      workers.push(new Worker(name, run, { connection, drainDelay: 3600, runRetryDelay: 200 }));
    }
    for (const queue of queues) queue.on('error', () => undefined);
    for (const worker of workers) worker.on('error', () => undefined);
    await Promise.all([...queues, ...workers].map((each) => each.waitUntilReady()));
  });
  afterAll(async () => {
    await Promise.all(queues.map((queue) => queue.close()));
    await pools.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sessions whose last statement was LISTEN: they say nothing else as long as they listen. */
  const listening = async (): Promise<number> => {
    const { rows } = await pools.record.query(
      `SELECT count(*)::int AS many FROM pg_stat_activity WHERE query ~ '^\\s*(--[^\\n]*\\n)*\\s*LISTEN'`,
    );
    return (rows as { many: number }[])[0]?.many ?? 0;
  };
  const put = (id: string): Promise<unknown> =>
    Promise.all(queues.map((queue) => queue.add('task', {}, { jobId: id })));
  const allRan = (id: string): string[] => names.map((name) => `${name} ${id}`);

  it('share one session that listens, and each hears of its own tasks', async () => {
    await expect.poll(listening).toBe(1);
    // None of them looks by itself within the hour.
    await put('one');
    await expect.poll(() => [...ran].sort()).toEqual(allRan('one').sort());
  });

  it('listen anew when the server was killed, and do the work that waits', async () => {
    await postgres.kill();
    await postgres.start();
    await put('two');
    await expect.poll(() => ran.filter((each) => each.endsWith('two')).sort()).toEqual(allRan('two').sort());
    await put('three');
    await expect.poll(() => ran.filter((each) => each.endsWith('three')).sort()).toEqual(allRan('three').sort());
    await expect.poll(listening).toBe(1);
  });

  it('begin once the server is there, when they were made while it was away', async () => {
    await postgres.kill();
    const queue = new Queue('late', { connection: open.connection });
    const worker = new Worker('late', (job: Job) => Promise.resolve(ran.push(`late ${job.id ?? ''}`)), {
      connection: open.connection,
    });
    const troubles: Error[] = [];
    queue.on('error', (error) => troubles.push(error));
    worker.on('error', (error) => troubles.push(error));
    await new Promise((resolve) => setTimeout(resolve, 600));
    await postgres.start();
    await queue.add('task', {}, { jobId: 'one' });
    await expect.poll(() => ran).toContain('late one');
    // One that fails at once for ever has thousands.
    expect(troubles.length).toBeLessThan(100);
    await Promise.all([worker.close(), queue.close()]);
  });

  it('listen until the last of them is closed', async () => {
    const [first, ...others] = workers;
    await Promise.all(others.map((worker) => worker.close()));
    await expect.poll(listening).toBe(1);
    await first?.close();
    await expect.poll(listening).toBe(0);
  });
});
