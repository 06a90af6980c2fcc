import type { AgentMessage, ReaderView } from '@depot/contracts';
import type { Logger } from 'pino';
import { Pump } from '../platform/database/pump.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { LiveFeed } from '../platform/live/live-feed.js';
import type { AgentListener, AgentSession } from './agent-session.js';
import { keepFinding } from './self-tests.js';
import { heartbeatSeconds, silentAfterMs } from './station-presence.js';

interface Connected {
  readonly session: AgentSession;
  readonly agent: { readonly version: string; readonly benchUrl: string | null };
  heardAt: number;
  readers: ReaderView[];
  trouble: string | null;
  readonly saveReaders: Pump;
  findings: Promise<void>;
}

/** The agents whose sockets this replica holds. */
export class StationHub {
  /** Tells replicas apart in the record. */
  readonly replica: string;
  readonly #work: UnitOfWork;
  readonly #feed: LiveFeed;
  readonly #log: Logger;
  readonly #stations = new Map<string, Connected>();
  /** The last write of each station's row: they are made one after the other. */
  readonly #turns = new Map<string, Promise<void>>();
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

  /**
   * The station's agent is here: whatever comes over this socket counts from now on, and an older socket of the same station
   * gives way. @returns false when it was gone again, or gave way itself, before the record knew
   */
  async join(session: AgentSession, agent: { version: string; benchUrl: string | null }): Promise<boolean> {
    const { stationId } = session;
    const connected: Connected = {
      ...{ session, agent },
      heardAt: Date.now(),
      readers: [],
      trouble: null,
      findings: Promise.resolve(),
      saveReaders: new Pump(() => this.#saveReaders(stationId), {
        delayMs: 100,
        onError: (error) => {
          this.#log.warn({ err: error, station: stationId }, 'Readers could not be saved');
        },
      }),
    };
    const older = this.#stations.get(stationId)?.session;
    this.#stations.set(stationId, connected);
    if (older !== undefined) {
      older.end();
      this.#listener?.disconnected(older);
    }
    await this.#save(stationId);
    if (this.#stations.get(stationId) !== connected || !session.isOpen) return false;
    await this.#feed.announce(this.#work.read, { kind: 'station.online', stationId });
    return true;
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
      await this.#save(session.stationId);
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
        connected.trouble = message.trouble;
        connected.saveReaders.poke();
        this.#listener?.readers(session, message.readers);
        return;
      case 'identified':
        session.signal(message.orderId, { type: 'identified', message });
        return;
      case 'journal':
        session.signal(message.orderId, { type: 'journal', answer: message });
        return;
      case 'finding': {
        const said = { ...message, stationId: session.stationId };
        // One after the other, as they came.
        connected.findings = connected.findings
          .then(() => keepFinding(this.#work.read, this.#feed, said))
          .catch((error: unknown) => {
            this.#log.warn({ err: error, station: session.stationId }, 'A line of a self-test could not be saved');
          });
        return;
      }
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

  /** The station's agent counts for nothing any more, and is told so, where its socket is here. */
  async revoke(stationId: string): Promise<void> {
    const session = this.session(stationId);
    if (session === null) return;
    session.send({ type: 'refused', detail: 'The admin has revoked this station.', final: true });
    await this.leave(session);
  }

  /** Has a station's agent test itself, where its socket is here. */
  testItself(stationId: string, testId: string): void {
    this.session(stationId)?.send({ type: 'self-test', testId });
  }

  async close(): Promise<void> {
    clearInterval(this.#watchdog);
    await Promise.all([...this.#stations.values()].map((connected) => this.leave(connected.session)));
  }

  async #saveReaders(stationId: string): Promise<void> {
    await this.#save(stationId);
    await this.#feed.announce(this.#work.read, { kind: 'station.readers', stationId });
  }

  /**
   * Writes what is true of the station here at the moment of writing, after every earlier write: an agent that comes while
   * the one before it is still being written off would otherwise be recorded as away.
   */
  #save(stationId: string): Promise<void> {
    const turn = (this.#turns.get(stationId) ?? Promise.resolve()).then(() => this.#write(stationId));
    const settled = turn.catch(() => undefined);
    this.#turns.set(stationId, settled);
    void settled.then(() => {
      if (this.#turns.get(stationId) === settled) this.#turns.delete(stationId);
    });
    return turn;
  }

  async #write(stationId: string): Promise<void> {
    const here = this.#stations.get(stationId);
    const row = this.#work.read.updateTable('station').where('id', '=', stationId);
    if (here === undefined) {
      const away = { replica: null, readers: '[]', trouble: null, last_seen_at: new Date() };
      await row.set(away).where('replica', '=', this.replica).execute();
      return;
    }
    await row
      .set({
        replica: this.replica,
        version: here.agent.version,
        bench_url: here.agent.benchUrl,
        readers: JSON.stringify(here.readers),
        trouble: here.trouble,
        last_seen_at: new Date(),
      })
      .execute();
  }

  /**
   * Other replicas, and this one after a crash, tell by this which stations are really there. It claims them anew: a replica
   * that stood still for a while may have written a station off that had come here meanwhile. What was revoked goes, should nobody have
   * been there to hear of it.
   */
  async #sayOnline(): Promise<void> {
    if (this.#stations.size === 0) return;
    const rows = await this.#work.read
      .updateTable('station')
      .set({ last_seen_at: new Date(), replica: this.replica })
      .where('id', 'in', [...this.#stations.keys()])
      .returning(['id', 'revoked_at'])
      .execute();
    for (const { id, revoked_at: revokedAt } of rows) if (revokedAt !== null) await this.revoke(id);
  }

  #dropSilent(): void {
    const oldest = Date.now() - silentAfterMs;
    for (const { session, heardAt } of this.#stations.values()) if (heardAt < oldest) void this.leave(session);
  }
}
