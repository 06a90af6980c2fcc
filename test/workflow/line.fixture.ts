import { randomBytes } from 'node:crypto';
import type { JobView, Route } from '@depot/contracts';
import { afterAll, beforeAll } from 'vitest';
import { Hands, sampleRecipients } from '../depot/hands.js';
import type { MicrosoftPage } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { DepotOptions, Station } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import type { RunningEngine } from '../stores/engines.js';
import { storeOfThisRun } from './store-of-this-run.js';

/** A depot for the length of one test file, with an operator's hands at its first station. */
export interface Line {
  readonly depot: ThrowAwayDepot;
  readonly live: Live;
  readonly hands: Hands;
  /** Hands at another reader, of the first station where none is named. */
  handsAt(reader: number, station?: Station): Hands;
  /** Makes a batch of sample recipients. @returns its id */
  batch(route: Route, count?: number): Promise<string>;
  /** A job of its own, taken to the first station. */
  taken(route: Route): Promise<JobView>;
}

/** Two replicas that do everything: the stations come in at the first, people at the second, a step runs on either. */
const replicas = { processes: ['http,worker', 'http,worker'], gated: true };

/** Starts the depot before the file's tests and ends it after them; on servers it has two replicas. */
export function useLine(options: DepotOptions = { stations: [2] }): Line {
  let engine: RunningEngine | null = null;
  let depot: ThrowAwayDepot | null = null;
  let live: Live | null = null;
  const pages = new Map<string, MicrosoftPage>();
  const shared = { pages, random: (length: number) => new Uint8Array(randomBytes(length)) };
  beforeAll(async () => {
    engine = await startEngine(storeOfThisRun);
    depot = await ThrowAwayDepot.start({
      ...options,
      ...(storeOfThisRun === 'pglite' ? {} : replicas),
      environment: { ...engine.environment, ...options.environment },
    });
    live = await Live.open(depot.clients.operator);
  }, 120_000);
  afterAll(async () => {
    live?.close();
    await depot?.stop();
    await engine?.stop();
  });
  const line = {
    get depot() {
      if (depot === null) throw new Error('The depot has not started.');
      return depot;
    },
    get live() {
      if (live === null) throw new Error('The depot has not started.');
      return live;
    },
    get hands() {
      return line.handsAt(0);
    },
    handsAt(reader: number, at?: Station) {
      const station = at ?? line.depot.stations[0];
      if (station === undefined) throw new Error('The depot has no station.');
      return new Hands({ client: line.depot.clients.operator, live: line.live, station, reader }, shared);
    },
    async batch(route: Route, count = 1) {
      const csv = sampleRecipients(count, () => route);
      const made = await line.depot.clients.manager.post<{ id: string }>('batches', {
        name: `Batch ${route}`,
        route,
        csv,
      });
      return made.id;
    },
    async taken(route: Route) {
      await line.batch(route);
      return line.hands.take();
    },
  };
  return line;
}
