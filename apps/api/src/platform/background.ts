import { directoryQueue, escrowQueue } from '@depot/contracts';
import { sessionChannel } from '../accounts/recent-sessions.js';
import { anchorDay } from '../audit/anchor/anchor-day.js';
import { keepAnchors } from '../audit/anchor/keep-anchors.js';
import { expireEvents } from '../audit/retention/expire-events.js';
import { chainChannel, extendChain } from '../audit/sequencer.js';
import { listDestructions } from '../backup/destruction-list.js';
import { askForToday, comparisonHour, comparisonPattern } from '../directory/comparison/ask-comparison.js';
import { sweepDirectoryWork } from '../directory/life-after/sweep-directory-work.js';
import { escrowPattern, planEscrowDay } from '../escrow/plan-escrow-day.js';
import { sweepEscrow } from '../escrow/sweep-escrow.js';
import { sweepNotices } from '../notices/sweep-notices.js';
import { orderChannel } from '../workflow/burn/orders.js';
import { sweepSeedFiles } from '../seed-files/processing/sweep-seed-files.js';
import { selfTestChannel } from '../stations/self-tests.js';
import { revokedChannel } from '../stations/stations.service.js';
import { sweepDueSteps } from '../workflow/sweeper.js';
import { Pump } from './database/pump.js';
import { passingChannel } from './live/live-feed.js';
import { Notifications } from './live/notifications.js';
import { OutboxRelay } from './queue/outbox.js';
import type { Services } from './services.js';

/** How often everything that a notification may have missed is looked at anyway. */
const tickMs = 2000;
const windowsMs = 3_600_000;
const chainedAtOnce = 500;
/** So long tasks that are on their queues wait for company, to be struck out of the outbox together. */
const strikeMs = 200;

/** What runs beside the requests: relay, sequencer, live feed, sweeper, anchors, retention. Each replica runs all of them. */
export class Background {
  readonly #services: Services;
  readonly #outbox: OutboxRelay;
  readonly #relay: Pump;
  readonly #strike: Pump;
  readonly #chain: Pump;
  readonly #feed: Pump;
  readonly #sweeper: Pump;
  readonly #anchors: Pump;
  readonly #retention: Pump;
  readonly #destructions: Pump;
  readonly #rotation: Pump;
  readonly #windows: Pump;
  readonly #comparisons: Pump;
  readonly #escrow: Pump;
  readonly #notifications: Notifications;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(services: Services) {
    this.#services = services;
    const { db, queues, work, feed, hub, sessions, clock } = services;
    const log = services.log.of('background');
    const pump = (name: string, work: () => Promise<void>, delayMs?: number): Pump =>
      new Pump(work, {
        ...(delayMs === undefined ? {} : { delayMs }),
        onError: (error) => {
          log.warn({ err: error, pump: name }, 'Will be tried again');
        },
      });
    this.#outbox = new OutboxRelay(db, queues);
    this.#strike = pump('strike', () => this.#outbox.strike(), strikeMs);
    this.#relay = pump('relay', async () => {
      await this.#outbox.run();
      this.#strike.poke();
    });
    this.#chain = pump('chain', () => chainAll(services), 40);
    this.#feed = pump('feed', () => feed.advance());
    this.#sweeper = pump('sweeper', async () => {
      await sweepDueSteps(db, queues);
      await sweepSeedFiles(work, queues);
      await sweepDirectoryWork(db, queues);
      await sweepNotices(db, queues);
      await sweepEscrow(db, queues, clock.now());
    });
    this.#anchors = pump('anchors', () => anchor(services));
    this.#retention = pump('retention', () => expire(services));
    this.#destructions = pump('destructions', () => listDestructions(work, services.config.destructionsFile));
    this.#rotation = pump('rotation', () => services.keyRotation.advance());
    this.#windows = pump('windows', () => services.vaultWindows.tidy());
    this.#comparisons = pump('comparisons', () => planComparisons(services));
    this.#escrow = pump('escrow', () => planEscrow(services));
    this.#notifications = new Notifications(
      services.pools,
      [chainChannel, passingChannel, orderChannel, sessionChannel, selfTestChannel, revokedChannel],
      {
        hear: ({ channel, payload }) => {
          if (channel === chainChannel) this.#feed.poke();
          else if (channel === passingChannel) feed.pass(payload);
          else if (channel === sessionChannel) sessions.forget(payload);
          else if (channel === revokedChannel) void hub.revoke(payload);
          else if (channel === selfTestChannel) {
            const { stationId, testId } = JSON.parse(payload) as { stationId: string; testId: string };
            hub.testItself(stationId, testId);
          } else {
            const { stationId, orderId } = JSON.parse(payload) as { stationId: string; orderId: string };
            hub.releaseOrder(stationId, orderId);
          }
        },
        onReconnect: () => {
          sessions.forgetAll();
          this.#feed.poke();
        },
      },
    );
  }

  async start(): Promise<void> {
    const { work, feed } = this.#services;
    await chainAll(this.#services);
    await feed.start();
    await this.#notifications.start();
    work.onCommit((trx) => {
      if (this.#outbox.takeOver(trx)) this.#relay.poke();
    });
    work.onCommit(this.#chain.poke);
    this.#relay.poke();
    this.#every(tickMs, () => {
      this.#outbox.look();
      this.#relay.poke();
      this.#chain.poke();
      this.#feed.poke();
      this.#sweeper.poke();
      this.#destructions.poke();
      if (this.#services.config.roles.has('worker')) this.#rotation.poke();
    });
    await planComparisons(this.#services);
    await planEscrow(this.#services);
    this.#anchors.poke();
    this.#every(windowsMs, this.#anchors.poke);
    this.#retention.poke();
    this.#every(windowsMs, this.#retention.poke);
    this.#every(windowsMs, this.#comparisons.poke);
    this.#every(windowsMs, this.#escrow.poke);
    this.#every(windowsMs, this.#windows.poke);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#notifications.close();
    await this.#relay.close();
    const pumps = [
      this.#strike,
      this.#chain,
      this.#feed,
      this.#sweeper,
      this.#anchors,
      this.#retention,
      this.#destructions,
      this.#rotation,
      this.#windows,
      this.#comparisons,
      this.#escrow,
    ];
    await Promise.all(pumps.map((pump) => pump.close()));
  }

  #every(ms: number, work: () => void): void {
    this.#timers.push(setInterval(work, ms));
  }
}

/** The queue says when the day's comparison is due. A queue that was emptied, or away at that hour, is made up for. */
async function planComparisons({ config, queues, work, clock }: Services): Promise<void> {
  if (!config.roles.has('worker')) return;
  const payload = { kind: 'daily' } as const;
  await queues.repeat(directoryQueue, 'daily-comparison', { pattern: comparisonPattern, payload });
  const now = clock.now();
  if (now.getUTCHours() >= comparisonHour) await askForToday(work, now);
}

/** Likewise the day of the escrow. */
async function planEscrow({ config, queues, work, clock }: Services): Promise<void> {
  if (!config.roles.has('worker')) return;
  await queues.repeat(escrowQueue, 'daily-escrow', { pattern: escrowPattern, payload: { kind: 'daily' } });
  await planEscrowDay(work, clock.now());
}

/** Within an hour of a day's end. */
async function anchor({ config, db, work, clock, anchorKey }: Services): Promise<void> {
  if (!config.roles.has('worker')) return;
  await anchorDay(work, { now: clock.now(), signer: anchorKey });
  await keepAnchors(db, config.anchors, () => clock.now());
}

/** Within an hour of the moment at which they are due. */
async function expire({ config, work, clock }: Services): Promise<void> {
  if (config.roles.has('worker')) await expireEvents(work, clock.now());
}

async function chainAll(services: Services): Promise<void> {
  // Fewer than asked for were all there were; what was committed meanwhile wakes the sequencer by itself.
  while ((await extendChain(services.db, chainedAtOnce)) === chainedAtOnce);
}
