import type { AgentMessage, BurnReport, ReaderView, ServerMessage } from '@depot/contracts';
import type { WebSocket } from 'ws';
import type { Actor } from '../audit/actor.js';

type Identified = Extract<AgentMessage, { type: 'identified' }>;
type JournalAnswer = Extract<AgentMessage, { type: 'journal' }>;

/** What may come from the agent while an order is under way. */
export type OrderSignal =
  | { readonly type: 'identified'; readonly message: Identified }
  | { readonly type: 'report'; readonly report: BurnReport }
  | { readonly type: 'journal'; readonly answer: JournalAnswer }
  | { readonly type: 'released' }
  | { readonly type: 'gone' };

/** One order's mailbox: signals wait in it until its runner takes them. */
class Mailbox {
  readonly #signals: OrderSignal[] = [];
  #take: ((signal: OrderSignal) => void) | null = null;

  put(signal: OrderSignal): void {
    const take = this.#take;
    this.#take = null;
    if (take === null) this.#signals.push(signal);
    else take(signal);
  }

  /** @returns null when nothing comes within `ms`. */
  next(ms?: number): Promise<OrderSignal | null> {
    const waiting = this.#signals.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve) => {
      const timer =
        ms === undefined
          ? null
          : setTimeout(() => {
              this.#take = null;
              resolve(null);
            }, ms);
      this.#take = (signal) => {
        if (timer !== null) clearTimeout(timer);
        resolve(signal);
      };
    });
  }
}

/** One agent's socket after it has proved itself. */
export class AgentSession {
  readonly stationId: string;
  /** The agent, as the record names it. */
  readonly actor: Actor;
  readonly #socket: WebSocket;
  readonly #orders = new Map<string, Mailbox>();
  #open = true;

  constructor(station: { id: string; name: string; address: string | null }, socket: WebSocket) {
    this.stationId = station.id;
    this.actor = { kind: 'agent', id: station.id, name: station.name, address: station.address };
    this.#socket = socket;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  send(message: ServerMessage): void {
    if (this.#open) this.#socket.send(JSON.stringify(message));
  }

  /** Begins to follow an order; a session that is gone signals so at once. */
  follow(orderId: string): { next(ms?: number): Promise<OrderSignal | null>; stop(): void } {
    const mailbox = new Mailbox();
    this.#orders.set(orderId, mailbox);
    if (!this.#open) mailbox.put({ type: 'gone' });
    return {
      next: (ms) => mailbox.next(ms),
      stop: () => {
        if (this.#orders.get(orderId) === mailbox) this.#orders.delete(orderId);
      },
    };
  }

  isFollowing(orderId: string): boolean {
    return this.#orders.has(orderId);
  }

  /** @returns false when nobody follows the order here. */
  signal(orderId: string, signal: OrderSignal): boolean {
    const mailbox = this.#orders.get(orderId);
    mailbox?.put(signal);
    return mailbox !== undefined;
  }

  end(): void {
    this.#open = false;
    for (const mailbox of this.#orders.values()) mailbox.put({ type: 'gone' });
    this.#socket.close();
  }
}

/** What the hub tells those who care about a station's agent. */
export interface AgentListener {
  /** Welcome: orders may flow. */
  connected(session: AgentSession): void;
  disconnected(session: AgentSession): void;
  readers(session: AgentSession, readers: ReaderView[]): void;
  /** A report nobody was waiting for: sent again from the journal. */
  lateReport(session: AgentSession, orderId: string, report: BurnReport): void;
}
