import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { freePort } from '../depot/free-port.js';
import { Hands } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { programs, startProgram } from '../depot/program.js';
import type { Program } from '../depot/program.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';

describe.skipIf(leftOut('redis-server', 'postgresql'))('an emptied queue', () => {
  let engine: RunningEngine;
  let depot: ThrowAwayDepot;
  let worker: Program | null = null;

  beforeAll(async () => {
    engine = await startEngine('postgres+redis');
    depot = await ThrowAwayDepot.start({ stations: [1], environment: { ...engine.environment, DEPOT_ROLES: 'http' } });
  });
  afterAll(async () => {
    await worker?.stop();
    await depot.stop();
    await engine.stop();
  });

  it('is filled again from the record, and a worker in a process of its own does the steps', async () => {
    const { operator, manager } = depot.clients;
    const csv = 'upn,street,city,country\nsample@contoso.com,1 Sample Street,Sampletown,FR';
    await manager.post('batches', { name: 'Emptied', route: 'own-seed', csv });
    const live = await Live.open(operator);
    const [station] = depot.stations;
    if (station === undefined) throw new Error('No station.');
    const hands = new Hands(
      { client: operator, live, station, reader: 0 },
      { pages: new Map(), random: (length) => new Uint8Array(length) },
    );
    const job = await hands.take();
    const port = new URL(engine.environment['REDIS_URL'] ?? '').port;
    const redis = (words: string): string =>
      execFileSync('redis-cli', ['-p', port], { input: words }).toString().trim();
    await live.until(
      async () => (redis('KEYS bull:step-burn:*').includes(job.id) ? Promise.resolve(true) : null),
      'the task',
    );
    // In one: the record fills it again within two seconds.
    expect(redis('MULTI\nFLUSHALL\nDBSIZE\nEXEC').split('\n').slice(-2)).toEqual(['OK', '0']);
    worker = startProgram(programs.api, [], {
      ...engine.environment,
      DEPOT_DATA: join(depot.folder, 'worker'),
      DEPOT_KEYRING: join(depot.folder, 'data', 'keyring.json'),
      DEPOT_PORT: String(await freePort()),
      DEPOT_ROLES: 'worker',
    });
    await worker.announced('ready');
    const arrived = await hands.serve(await hands.job(job.id), []);
    expect(arrived).toMatchObject({ id: job.id, state: 'arrived', seed: 'destroyed' });
    live.close();
  });

  it('that was away when a station connected is used as soon as it is back', async () => {
    const { operator, manager } = depot.clients;
    const [station] = depot.stations;
    if (station === undefined) throw new Error('No station.');
    await engine.redis?.kill();
    await station.program.kill();
    const again = await depot.startAgent(station);
    depot.stations[0] = again;
    const live = await Live.open(operator);
    const place = { client: operator, live, station: again, reader: 0 };
    const hands = new Hands(place, { pages: new Map(), random: (length) => new Uint8Array(length) });
    await live.until(
      async () => ((await hands.bench()).station.benchUrl === again.bench.url ? true : null),
      'the station',
    );
    await engine.redis?.start();
    const csv = 'upn,street,city,country\nsample@contoso.com,1 Sample Street,Sampletown,FR';
    await manager.post('batches', { name: 'Back again', route: 'own-seed', csv });
    const job = await hands.take();
    expect(await hands.serve(job, [])).toMatchObject({ id: job.id, state: 'arrived' });
    live.close();
  });
});
