import { setTimeout as pause } from 'node:timers/promises';
import { type AgentMessage, type ServerMessage } from '@depot/contracts';
import { type Logger } from 'pino';
import { backoffMs } from './backoff.js';
import { Connection, type ConnectionEnd, type ConnectionParts } from './connection.js';

export interface LinkListener {
  /** Connected and let in; messages may flow until `gone`. */
  welcomed(): void;
  heard(message: ServerMessage): void;
  /** The connection is lost; another one is being tried for. */
  gone(): void;
}

export interface LinkParts extends ConnectionParts {
  /** 0 to 1, for the jitter of the pauses. */
  readonly random: () => number;
  readonly log: Logger;
}

/** The line to the depot: dialled out, and dialled again for ever. */
export class DepotLink {
  /** Why the depot will never let this agent in; null when the link was stopped. */
  readonly ended: Promise<string | null>;
  readonly #parts: LinkParts;
  readonly #listener: LinkListener;
  readonly #stopping = new AbortController();
  #connection: Connection | null = null;

  constructor(parts: LinkParts, listener: LinkListener) {
    this.#parts = parts;
    this.#listener = listener;
    this.ended = this.#keepConnected();
  }

  /** @returns false when nobody is there to be told */
  send(message: AgentMessage): boolean {
    return this.#connection?.isWelcome === true && this.#connection.send(message);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#connection?.close();
    await this.ended;
  }

  async #keepConnected(): Promise<string | null> {
    // Whoever made this link must hold it before it can tell them anything.
    await Promise.resolve();
    for (let failures = 0; !this.#stopping.signal.aborted; failures += 1) {
      const end = await this.#connectOnce(failures);
      if (end.refused !== null) return end.refused;
      if (end.wasWelcomed) failures = 0;
      const milliseconds = backoffMs(failures, this.#parts.random());
      await pause(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    return null;
  }

  async #connectOnce(failures: number): Promise<ConnectionEnd> {
    const { log, url } = this.#parts;
    const connection = new Connection(this.#parts, {
      welcomed: () => {
        log.info({ depot: url.host }, 'Connected');
        this.#listener.welcomed();
      },
      heard: (message) => this.#listener.heard(message),
      // A depot that is away would fill the log.
      noticed: (what) =>
        log[failures === 0 ? 'warn' : 'debug']({ depot: url.host, what }, 'Trouble with the connection'),
    });
    this.#connection = connection;
    const end = await connection.ended;
    this.#connection = null;
    if (!end.wasWelcomed) return end;
    log.info({ depot: url.host }, 'Disconnected');
    this.#listener.gone();
    return end;
  }
}
