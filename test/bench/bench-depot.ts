import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { DepotOptions } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import type { Engine, RunningEngine } from '../stores/engines.js';

export interface BenchDepot {
  readonly engine: RunningEngine;
  readonly depot: ThrowAwayDepot;
}

/** A throw-away depot with zero-latency virtual tokens, for the length of one measurement. */
export async function withBenchDepot<T>(
  store: Engine,
  options: DepotOptions,
  measure: (bench: BenchDepot) => Promise<T>,
): Promise<T> {
  const engine = await startEngine(store);
  try {
    const depot = await ThrowAwayDepot.start({ latencyMs: 0, ...options, environment: engine.environment });
    try {
      return await measure({ engine, depot });
    } finally {
      await depot.stop();
    }
  } finally {
    await engine.stop();
  }
}
