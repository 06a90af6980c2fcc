import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@depot/api/config';
import { connect } from '@depot/api/database';
import { expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { packagesOf } from './engines.js';
import { startPostgres } from './postgres.js';

it.skipIf(leftOut(...packagesOf.postgres))(
  'a client of the queue that has lost its server lets others run while it fails',
  async () => {
    const postgres = await startPostgres();
    const folder = mkdtempSync(join(tmpdir(), 'depot-lost-client-'));
    const pools = await connect(readConfig({ DATABASE_URL: postgres.url, DEPOT_DATA: folder }));
    let others = 0;
    const timer = setInterval(() => (others += 1), 1);
    try {
      const client = await pools.queue.connect();
      await postgres.kill();
      const failing = (): Promise<boolean> =>
        client.query('SELECT 1').then(
          () => false,
          () => true,
        );
      await expect.poll(failing).toBe(true);
      others = 0;
      for (let tries = 0; tries < 5; tries += 1) expect(await failing()).toBe(true);
      expect(others).toBeGreaterThan(0);
      client.release();
    } finally {
      clearInterval(timer);
      await pools.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
