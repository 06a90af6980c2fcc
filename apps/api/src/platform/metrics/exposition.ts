import { Step, seedFileQueue, stationQueue, stepQueue } from '@depot/contracts';
import type { StationHub } from '../../stations/station-hub.js';
import type { Config } from '../config/config.js';
import type { Database } from '../database/database.js';
import type { LiveFeed } from '../live/live-feed.js';
import type { Queues } from '../queue/queues.js';
import type { Metrics } from './metrics.js';
import { readRecordFigures } from './record-figures.js';
import type { RecordFigures } from './record-figures.js';

/** Scrapers that come more often than this share one reading of the record and the queue. */
const cacheMs = 5000;
/** A store that takes longer than this is shown as down, so that the rest of the scrape arrives in time. */
const patienceMs = 4000;

interface Parts {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly db: Database;
  readonly queues: Queues;
  readonly feed: LiveFeed;
  readonly hub: StationHub;
}

/** Everything that can be measured, in Prometheus' text format. */
export class Exposition {
  readonly #parts: Parts;
  #read: { at: number; done: Promise<void> } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { config, queues } = parts;
    const record = config.databaseUrl === null ? 'pglite' : 'postgresql';
    const roles = [...config.roles].sort().join(',');
    parts.metrics.instruments.here.info.set({ record, queue: queues.engine, roles }, 1);
  }

  get contentType(): string {
    return this.#parts.metrics.instruments.registry.contentType;
  }

  async text(): Promise<string> {
    const { metrics, feed, hub } = this.#parts;
    const now = performance.now();
    if (this.#read === null || now - this.#read.at > cacheMs) this.#read = { at: now, done: this.#readStores() };
    await this.#read.done;
    metrics.instruments.here.viewers.set(feed.viewers);
    metrics.instruments.here.agents.set(hub.agents);
    return metrics.instruments.registry.metrics();
  }

  async #readStores(): Promise<void> {
    const { here, record, queue } = this.#parts.metrics.instruments;
    const figures = await within(readRecordFigures(this.#parts.db));
    here.recordUp.set(figures === null ? 0 : 1);
    // Nothing is better than a figure from before the record went away.
    for (const gauge of Object.values(record)) gauge.reset();
    if (figures !== null) this.#showRecord(figures);
    const depths = await within(this.#queueDepths(figures?.stationIds ?? []));
    here.queueUp.set(depths === null ? 0 : 1);
    queue.tasks.reset();
    for (const { name, state, tasks } of depths ?? []) queue.tasks.inc({ queue: name, state }, tasks);
  }

  #showRecord(figures: RecordFigures): void {
    const { record } = this.#parts.metrics.instruments;
    for (const [state, many] of Object.entries(figures.jobs)) record.jobs.set({ state }, many);
    for (const [status, many] of Object.entries(figures.orders)) record.orders.set({ status }, many);
    for (const [state, many] of Object.entries(figures.stations)) record.stations.set({ state }, many);
    for (const [state, many] of Object.entries(figures.readers)) record.readers.set({ state }, many);
    for (const [purpose, many] of Object.entries(figures.seeds)) record.seeds.set({ purpose }, many);
    for (const [kind, calls] of Object.entries(figures.graph)) record.graph.set({ kind }, calls);
    record.pendingEvents.set(figures.pendingEvents);
    record.outbox.set(figures.outbox.tasks);
    record.outboxAge.set(figures.outbox.oldestSeconds);
  }

  /** The five steps and the seed files by name; a station's queue is named by an id, so they stand together. */
  async #queueDepths(stationIds: readonly string[]): Promise<{ name: string; state: string; tasks: number }[]> {
    const wanted: { name: string; queue: string }[] = [
      ...Step.options.map((step) => ({ name: step, queue: stepQueue(step) })),
      { name: 'seed-files', queue: seedFileQueue },
      ...stationIds.map((id) => ({ name: 'stations', queue: stationQueue(id) })),
    ];
    const depths = await Promise.all(
      wanted.map(async ({ name, queue }) =>
        Object.entries(await this.#parts.queues.depth(queue)).map(([state, tasks]) => ({ name, state, tasks })),
      ),
    );
    return depths.flat();
  }
}

async function within<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null).unref();
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
