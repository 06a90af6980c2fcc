import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { Live } from '../depot/live.js';
import { Hands } from '../depot/hands.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';

describe.skipIf(leftOut('postgresql'))('PostgreSQL dropping every connection', () => {
  let engine: RunningEngine;
  let depot: ThrowAwayDepot;

  beforeAll(async () => {
    engine = await startEngine('postgres');
    depot = await ThrowAwayDepot.start({ stations: [1], environment: engine.environment });
  });
  afterAll(async () => {
    await depot.stop();
    await engine.stop();
  });

  it('ends neither the API nor the line', async () => {
    const { operator, manager } = depot.clients;
    const csv = 'upn,street,city,country\nsample@contoso.com,1 Sample Street,Sampletown,FR';
    await manager.post('batches', { name: 'Dropped', route: 'own-seed', csv });
    const admin = new pg.Client({ connectionString: engine.environment['DATABASE_URL'] });
    await admin.connect();
    for (let round = 0; round < 3; round += 1) {
      // Each is waited for: one that is told to end and has not yet would take the next request with it.
      await admin.query('SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
      await Promise.allSettled(Array.from({ length: 5 }, () => operator.get('batches')));
    }
    await admin.end();
    expect(depot.api.process.exitCode).toBeNull();
    const live = await Live.open(operator);
    await live.until(
      async () =>
        operator.get('batches').then(
          () => true,
          () => null,
        ),
      'the API to answer again',
    );
    const [station] = depot.stations;
    if (station === undefined) throw new Error('No station.');
    const shared = { pages: new Map(), random: (length: number) => new Uint8Array(length) };
    const hands = new Hands({ client: operator, live, station, reader: 0 }, shared);
    const job = await hands.take();
    expect((await hands.serve(job, [])).state).toBe('arrived');
    live.close();
  });
});
