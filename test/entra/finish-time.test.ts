import type { BatchView } from '@depot/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveAll } from '../demo/run-demo.js';
import { FinishWatch } from '../demo/told-finish.js';
import { leftOut } from '../depot/left-out.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';
import { connectDepot } from './connect-depot.js';
import { EntraEmulator } from './emulator.js';

const jobs = 40;
let engine: RunningEngine;
let entra: EntraEmulator;
let depot: ThrowAwayDepot;

beforeAll(async () => {
  entra = await EntraEmulator.start();
  for (const limit of ['activations', 'methods'] as const) entra.limits.on.add(limit);
  engine = await startEngine(leftOut('postgresql') ? 'pglite' : 'postgres');
  depot = await ThrowAwayDepot.start({
    stations: [4],
    ...(engine.postgres === null ? {} : { processes: ['http,worker', 'http,worker'], gated: true }),
    environment: { ...engine.environment, ...entra.environment },
  });
  await connectDepot(depot.clients.admin);
});
afterAll(async () => {
  await depot.stop();
  await engine.stop();
  await entra.stop();
});

// How true it is depends on the machine here, where whole minutes pass in seconds: the demo says, and seconds-left.test.ts on a clock of its own.
it('a batch of two replicas says when its tokens will all be active from its first fifth on, and no longer once they are', async () => {
  const isOver = (): boolean => entra.tenant.count('activated') === jobs;
  const watch = await FinishWatch.open(depot.clients.manager, { jobs, isOver });
  const { problems } = await serveAll(depot, { jobs, routes: ['import'] }, () => undefined);
  expect(problems).toEqual([]);
  await watch.all(jobs);
  expect(entra.tenant.count('activated')).toBe(jobs);
  // It is asked for once an activation is heard of; by then all may be over, and is of the last ones that are heard of at once.
  expect(await watch.end()).toMatchObject({ told: expect.any(Number) as number, untold: 0 });
  // Both replicas made calls, out of one budget.
  expect(entra.limits.highest.methods).toBeLessThanOrEqual(5);
  expect(entra.limits.highest.activations).toBeLessThanOrEqual(200);
  const [batch] = await depot.clients.manager.get<BatchView[]>('batches');
  expect((await depot.clients.manager.get<BatchView>(`batches/${batch?.id ?? ''}`)).finishAt).toBeNull();
}, 120_000);
