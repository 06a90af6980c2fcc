import type { BatchView } from '@depot/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveAll } from '../demo/run-demo.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { connectDepot } from './connect-depot.js';
import { EntraEmulator } from './emulator.js';

const jobs = 80;
let entra: EntraEmulator;
let depot: ThrowAwayDepot;

beforeAll(async () => {
  entra = await EntraEmulator.start();
  for (const limit of ['activations', 'methods'] as const) entra.limits.on.add(limit);
  depot = await ThrowAwayDepot.start({ stations: [4], environment: entra.environment });
  await connectDepot(depot.clients.admin);
});
afterAll(async () => {
  await depot.stop();
  await entra.stop();
});

it('the finish time of a batch, as told from its first fifth on, turns out true', async () => {
  const { manager, operator } = depot.clients;
  const live = await Live.open(operator);
  const told: { done: number; finishAt: number }[] = [];
  const looks: Promise<void>[] = [];
  let done = 0;
  let begun = 0;
  let ended = 0;
  live.watch(({ kind, batchId }) => {
    if (kind === 'job.taken' && begun === 0) begun = Date.now();
    if (kind !== 'directory.activated' || batchId === null) return;
    done += 1;
    ended = Date.now();
    if (done < jobs / 5 || done === jobs) return;
    const look = async (at: number): Promise<void> => {
      const { finishAt } = await manager.get<BatchView>(`batches/${batchId}`);
      if (finishAt !== null) told.push({ done: at, finishAt: Date.parse(finishAt) });
    };
    looks.push(look(done));
  });
  const { problems } = await serveAll(depot, { jobs, routes: ['import'] }, () => undefined);
  expect(problems).toEqual([]);
  await live.until(() => Promise.resolve(done === jobs ? done : null), 'every activation to be told');
  await Promise.all(looks);
  live.close();
  expect(entra.tenant.count('activated')).toBe(jobs);
  expect(told.length).toBeGreaterThan(jobs / 2);
  const off = told.map(({ done: at, finishAt }) => ({
    fifth: Math.floor((5 * at) / jobs),
    share: Math.abs(finishAt - ended) / (ended - begun),
  }));
  const usual = [1, 2, 3, 4].map((fifth) => {
    const shares = off.filter((each) => each.fifth === fifth).map(({ share }) => share);
    return shares.sort((one, other) => one - other)[Math.floor(shares.length / 2)] ?? 1;
  });
  // Within a tenth of the run where nothing else runs; here whole minutes pass in a second, and other tests take their share of it.
  expect(usual.filter((share) => share >= 0.35)).toEqual([]);
}, 120_000);
