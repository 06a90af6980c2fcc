import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobView } from '@depot/contracts';
import { LiveEvent } from '@depot/contracts';
import { startAgent } from '@depot/kiosk-agent';
import type { Identity } from '@depot/kiosk-agent';
import { openBench } from '@depot/kiosk-agent/bench';
import { makeKeys, publicKeys } from '@depot/kiosk-agent/pairing';
import { sampleRecipients } from '../depot/hands.js';
import type { Client } from '../depot/client.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';
import type { BenchDepot } from './bench-depot.js';
import { percentile, rounded } from './percentile.js';
import { withStores } from './store-access.js';

/** From an operator's press of a button to every screen's having heard of it, with stations connected and people watching. */
export function benchEvents(
  store: Engine,
  { stations, viewers, moves }: { stations: number; viewers: number; moves: number },
): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, {}, async (bench) => {
    const { depot } = bench;
    const crowd = await connectStations(bench, stations);
    const screens = Array.from({ length: viewers }, () => new Screen(depot.clients.manager));
    try {
      await Promise.all(screens.map((screen) => screen.opened));
      const took = await measure(depot, { screens, stationId: crowd.stationIds[0] ?? '', moves });
      return {
        ...{ stations, viewers, moves },
        medianMs: rounded(percentile(took, 0.5), 1),
        p95Ms: rounded(percentile(took, 0.95), 1),
        mostMs: rounded(Math.max(...took), 1),
      };
    } finally {
      for (const screen of screens) screen.close();
      await crowd.leave();
    }
  });
}

/** Takes a job and puts it back, over and over; the time from each press to each screen. */
async function measure(
  depot: ThrowAwayDepot,
  { screens, stationId, moves }: { screens: readonly Screen[]; stationId: string; moves: number },
): Promise<number[]> {
  const { manager, operator } = depot.clients;
  await manager.post('batches', { name: 'Bench', route: 'import', csv: sampleRecipients(1, () => 'import') });
  let job = await operator.post<JobView>(`stations/${stationId}/next`, {});
  const took: number[] = [];
  for (let move = 0; move < moves; move += 1) {
    const kind = job.state === 'waiting' ? 'job.taken' : 'job.released';
    const heard = screens.map((screen) => screen.next(kind));
    const pressed = performance.now();
    job =
      kind === 'job.taken'
        ? await operator.post<JobView>(`jobs/${job.id}/take`, { stationId })
        : await operator.post<JobView>(`jobs/${job.id}/release`);
    for (const at of await Promise.all(heard)) took.push(at - pressed);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return took;
}

/** One browser's event stream. */
class Screen {
  readonly opened: Promise<void>;
  readonly #waiting = new Map<string, (at: number) => void>();
  readonly #request: ReturnType<typeof request>;

  constructor(client: Client) {
    this.#request = request(`${client.url}/api/events`, { headers: { cookie: client.cookie }, agent: false });
    this.opened = new Promise((resolve, reject) => {
      this.#request.on('error', reject);
      this.#request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          const blocks = text.split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) this.#hear(block);
          resolve();
        });
      });
    });
    this.#request.end();
  }

  /** When the next event of this kind was here. */
  next(kind: string): Promise<number> {
    return new Promise((resolve) => this.#waiting.set(kind, resolve));
  }

  close(): void {
    this.#request.on('error', () => undefined).destroy();
  }

  #hear(block: string): void {
    const data = block.split('\n').find((line) => line.startsWith('data: '));
    if (data === undefined) return;
    const { kind } = LiveEvent.parse(JSON.parse(data.slice(6)));
    this.#waiting.get(kind)?.(performance.now());
    this.#waiting.delete(kind);
  }
}

/** Real agents, with two readers each, all in this process; their stations are put on the record as pairing would. */
async function connectStations({ engine, depot }: BenchDepot, count: number) {
  const home = await mkdtemp(join(tmpdir(), 'depot-stations-'));
  const identities = Array.from({ length: count }, (_, at): Identity => {
    return { stationId: randomUUID(), name: `Station ${String(at + 1)}`, url: depot.url, ...makeKeys() };
  });
  await depot.processes[0]?.stop();
  await withStores(engine, depot.folder, async ({ run }) => {
    const rows = identities.map((identity) => {
      const { signingKey, sealingKey } = publicKeys(identity);
      const [signing, sealing] = [JSON.stringify(signingKey), JSON.stringify(sealingKey)];
      return `('${identity.stationId}', '${identity.name}', '${signing}', '${sealing}')`;
    });
    await run(`INSERT INTO depot.station (id, name, signing_key, sealing_key) VALUES ${rows.join(', ')}`);
  });
  await depot.processes[0]?.restart();
  const leaving: (() => Promise<void>)[] = [];
  for (const identity of identities) {
    const folder = join(home, identity.stationId);
    const bench = await openBench({ count: 2, folder, latencyMs: 0 });
    const agent = await startAgent({ url: depot.url, identity, folder, readers: bench.readers });
    leaving.push(async () => {
      await agent.stop();
      await bench.close();
    });
  }
  for (;;) {
    const stations = await depot.clients.admin.get<{ online: boolean }[]>('stations');
    if (stations.filter(({ online }) => online).length === count) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const leave = async (): Promise<void> => {
    await Promise.all(leaving.map((each) => each()));
    await rm(home, { recursive: true, force: true });
  };
  return { stationIds: identities.map(({ stationId }) => stationId), leave };
}
