import type { AgentMessage, ReaderView } from '@depot/contracts';
import type { Logger } from 'pino';
import { Pump } from '../platform/database/pump.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { LiveFeed } from '../platform/live/live-feed.js';
import type { AgentListener, AgentSession } from './agent-session.js';
import { heartbeatSeconds, silentAfterMs } from './station-presence.js';

interface Connected {
  readonly session: AgentSession;
  heardAt: number;
  readers: ReaderView[];
  readonly saveReaders: Pump;
}

/** The agents whose sockets this replica holds. */
export class StationHub {
  /** Tells replicas apart in the record. */
  readonly replica: string;
  readonly #work: UnitOfWork;
  readonly #feed: LiveFeed;
  readonly #log: Logger;
  readonly #stations = new Map<string, Connected>();
  readonly #watchdog: NodeJS.Timeout;
  #listener: AgentListener | null = null;

  constructor(work: UnitOfWork, feed: LiveFeed, of: { log: Logger; replica: string }) {
    this.replica = of.replica;
    this.#work = work;
    this.#feed = feed;
    this.#log = of.log;
    this.#watchdog = setInterval(() => {
      this.#dropSilent();
      void this.#sayOnline().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'The stations’ presence could not be saved');
      });
    }, heartbeatSeconds * 1000).unref();
  }

  listen(listener: AgentListener): void {
    this.#listener = listener;
  }

  /** How many agents' sockets this replica holds. */
  get agents(): number {
    return this.#stations.size;
  }

  session(stationId: string): AgentSession | null {
    return this.#stations.get(stationId)?.session ?? null;
  }

  /** Records the station as online here; an older socket of the same station gives way. */
  async join(session: AgentSession, agent: { version: string; benchUrl: string | null }): Promise<void> {
    const older = this.#stations.get(session.stationId);
    if (older !== undefined) await this.leave(older.session);
    const connected: Connected = {
      session,
      heardAt: Date.now(),
      readers: [],
      saveReaders: new Pump(() => this.#save(connected), {
        delayMs: 100,
        onError: (error) => {
          this.#log.warn({ err: error, station: session.stationId }, 'Readers could not be saved');
        },
      }),
    };
    this.#stations.set(session.stationId, connected);
    await this.#work.read
      .updateTable('station')
      .set({
        replica: this.replica,
        version: agent.version,
        bench_url: agent.benchUrl,
        readers: '[]',
        last_seen_at: new Date(),
      })
      .where('id', '=', session.stationId)
      .execute();
    await this.#feed.announce(this.#work.read, { kind: 'station.online', stationId: session.stationId });
  }

  /** The agent has been welcomed: its orders may flow. */
  opened(session: AgentSession): void {
    this.#listener?.connected(session);
  }

  async leave(session: AgentSession): Promise<void> {
    session.end();
    if (this.#stations.get(session.stationId)?.session !== session) return;
    this.#stations.delete(session.stationId);
    this.#listener?.disconnected(session);
    try {
      await this.#work.read
        .updateTable('station')
        .set({ replica: null, readers: '[]', last_seen_at: new Date() })
        .where('id', '=', session.stationId)
        .where('replica', '=', this.replica)
        .execute();
      await this.#feed.announce(this.#work.read, { kind: 'station.offline', stationId: session.stationId });
    } catch (error) {
      this.#log.warn({ err: error, station: session.stationId }, 'The station’s leaving could not be saved');
    }
  }

  hear(session: AgentSession, message: AgentMessage): void {
    const connected = this.#stations.get(session.stationId);
    if (connected?.session !== session) return;
    connected.heardAt = Date.now();
    switch (message.type) {
      case 'hello':
      case 'proof':
      case 'heartbeat':
        return;
      case 'readers':
        connected.readers = message.readers;
        connected.saveReaders.poke();
        this.#listener?.readers(session, message.readers);
        return;
      case 'identified':
        session.signal(message.orderId, { type: 'identified', message });
        return;
      case 'journal':
        session.signal(message.orderId, { type: 'journal', answer: message });
        return;
      case 'report':
        if (!session.signal(message.orderId, { type: 'report', report: message.report })) {
          this.#listener?.lateReport(session, message.orderId, message.report);
        }
    }
  }

  /** Tells whoever runs an order here that it is off. */
  releaseOrder(stationId: string, orderId: string): void {
    this.session(stationId)?.signal(orderId, { type: 'released' });
  }

  async close(): Promise<void> {
    clearInterval(this.#watchdog);
    await Promise.all([...this.#stations.values()].map((connected) => this.leave(connected.session)));
  }

  async #save(connected: Connected): Promise<void> {
    const stationId = connected.session.stationId;
    await this.#work.read
      .updateTable('station')
      .set({ readers: JSON.stringify(connected.readers), last_seen_at: new Date() })
      .where('id', '=', stationId)
      .where('replica', '=', this.replica)
      .execute();
    await this.#feed.announce(this.#work.read, { kind: 'station.readers', stationId });
  }

  /** Other replicas, and this one after a crash, tell by this which stations are really there. */
  async #sayOnline(): Promise<void> {
    if (this.#stations.size === 0) return;
    await this.#work.read
      .updateTable('station')
      .set({ last_seen_at: new Date() })
      .where('replica', '=', this.replica)
      .where('id', 'in', [...this.#stations.keys()])
      .execute();
  }

  #dropSilent(): void {
    const oldest = Date.now() - silentAfterMs;
    for (const { session, heardAt } of this.#stations.values()) if (heardAt < oldest) void this.leave(session);
  }
}
