import { randomBytes } from 'node:crypto';
import type { Route } from '@depot/contracts';
import { afterAll, beforeAll } from 'vitest';
import { Hands, sampleRecipients } from '../depot/hands.js';
import type { MicrosoftPage } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { DepotOptions, Station } from '../depot/throw-away-depot.js';

/** A depot for the length of one test file, with an operator's hands at its first station. */
export interface Line {
  readonly depot: ThrowAwayDepot;
  readonly live: Live;
  readonly hands: Hands;
  /** Hands at another reader, of the first station where none is named. */
  handsAt(reader: number, station?: Station): Hands;
  /** Makes a batch of sample recipients. @returns its id */
  batch(route: Route, count?: number): Promise<string>;
}

/** Starts the depot before the file's tests and ends it after them. */
export function useLine(options: DepotOptions = { stations: [2] }): Line {
  let depot: ThrowAwayDepot | null = null;
  let live: Live | null = null;
  const pages = new Map<string, MicrosoftPage>();
  const shared = { pages, random: (length: number) => new Uint8Array(randomBytes(length)) };
  beforeAll(async () => {
    depot = await ThrowAwayDepot.start(options);
    live = await Live.open(depot.clients.operator);
  }, 60_000);
  afterAll(async () => {
    live?.close();
    await depot?.stop();
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
  };
  return line;
}
