import { setTimeout as pause } from 'node:timers/promises';
import { type CardReaders } from '@depot/devices';
import { pino, type Logger } from 'pino';
import { agentVersion } from './agent-version.js';
import { OrderDesk } from './burning/order-desk.js';
import { type Clock } from './clock.js';
import { Journal } from './journal/journal.js';
import { depotAddress, socketUrl } from './pairing/depot-address.js';
import { type Identity } from './pairing/identity.js';
import { ReaderNews } from './readers/reader-news.js';
import { sentence } from './readers/sentence.js';
import { ReaderWatch } from './readers/reader-watch.js';
import { failed, type Finding } from './self-test/finding.js';
import { DepotLink } from './socket/depot-link.js';

export { type Clock } from './clock.js';
export { type Identity } from './pairing/identity.js';
export { Refusal } from './refusal.js';

export interface AgentOptions {
  /** Of the API, such as `https://depot.example`. */
  readonly url: string;
  readonly identity: Identity;
  /** Where the journal is kept; one agent at a time. */
  readonly folder: string;
  /** Whoever opened them closes them, after the agent has stopped. */
  readonly readers: CardReaders;
  /** The page of the virtual tokens' drawer, where the readers are virtual. */
  readonly benchUrl?: string | null;
  /** What works on this machine, one finding after the other; there is none where it is left out. */
  readonly selfTest?: () => AsyncIterable<Finding>;
  /** `Date.now` by default. */
  readonly clock?: Clock;
  /** 0 to 1, for the jitter of reconnecting; `Math.random` by default. */
  readonly random?: () => number;
  /** Silent by default. */
  readonly log?: Logger;
}

export interface Agent {
  /** The depot's sentence when it will never let this agent in; null when the agent was stopped. */
  readonly ended: Promise<string | null>;
  /** Takes no more orders, lets a burn under way end (two seconds at most) and hangs up. May be called twice. */
  stop(): Promise<void>;
}

/** After this a burn is left to the journal, which says that it was begun. */
const lastBurnMs = 2000;

function troubleOf(readers: CardReaders): string | null {
  const trouble = readers.trouble();
  return trouble === null ? null : sentence(trouble);
}

/** Starts an agent: it connects, and stays connected. @throws Refusal for an unsafe address or a damaged journal */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { readers, identity, folder, clock = Date.now, log = pino({ level: 'silent' }) } = options;
  const url = socketUrl(depotAddress(options.url));
  const journal = await Journal.open(folder, clock);

  const watch = new ReaderWatch({ readers, clock, changed: () => desk.look() });
  const desk: OrderDesk = new OrderDesk({
    ...{ watch, readers, journal, clock, log, key: identity.sealingKey },
    send: (message) => link.send(message),
    changed: () => news.changed(),
  });
  const news = new ReaderNews(
    () => ({ readers: desk.views(), trouble: troubleOf(readers) }),
    (message) => link.send(message),
  );
  const { benchUrl = null, random = Math.random } = options;
  const link: DepotLink = new DepotLink(
    { url, identity, benchUrl, version: agentVersion(), random, log },
    {
      welcomed: () => {
        desk.welcomed();
        news.tellNow();
      },
      heard: (message) => {
        if (message.type === 'self-test') void tellFindings(message.testId);
        else desk.hear(message);
      },
      gone: () => desk.gone(),
    },
  );

  const tellFindings = async (testId: string): Promise<void> => {
    try {
      for await (const { mark, says } of options.selfTest?.() ?? []) {
        link.send({ type: 'finding', testId, finding: { mark, says: sentence(says) } });
      }
    } catch {
      link.send({ type: 'finding', testId, finding: failed('The self-test broke off.') });
    }
    link.send({ type: 'finding', testId, finding: null });
  };

  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    watch.stop();
    await Promise.race([desk.close(), pause(lastBurnMs, undefined, { ref: false })]);
    await link.stop();
    news.stop();
    await journal.close();
  };
  return { ended: link.ended, stop: () => (stopped ??= stop()) };
}
