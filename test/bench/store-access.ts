import { join } from 'node:path';
import { connect } from '@depot/api/database';
import type { Pools } from '@depot/api/database';
import { openQueue } from '@depot/api/queue';
import type { QueueConnection } from '@depot/api/queue';
import { readConfig } from '@depot/api/config';
import type { RunningEngine } from '../stores/engines.js';

/** A depot's stores, opened from outside. */
export interface OpenStores {
  readonly pools: Pools;
  readonly queue: QueueConnection;
  /** One statement on the record. */
  run(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Opens the stores as the API does; on PGlite the API must not be running. Closes them after `work`. */
export async function withStores<T>(
  engine: RunningEngine,
  folder: string,
  work: (stores: OpenStores) => Promise<T>,
): Promise<T> {
  const config = readConfig({ ...engine.environment, DEPOT_DATA: join(folder, 'data') });
  const pools = await connect(config);
  try {
    const queue = await openQueue(config, pools);
    try {
      const run: OpenStores['run'] = async (statement) => (await pools.record.query(statement)).rows;
      return await work({ pools, queue, run });
    } finally {
      await queue.close();
    }
  } finally {
    await pools.close();
  }
}
