import type { EventEmitter } from 'node:events';
import type { Pools } from '../database/connect.js';

export interface Notification {
  readonly channel: string;
  readonly payload: string;
}

interface ListenClient extends EventEmitter {
  query(text: string): Promise<unknown>;
  release(destroy?: boolean): void;
}

/** LISTEN on the record: what one replica announces, every replica hears. A lost connection is made again. */
export class Notifications {
  readonly #pools: Pools;
  readonly #channels: readonly string[];
  readonly #hear: (notification: Notification) => void;
  readonly #onReconnect: () => void;
  #client: ListenClient | null = null;
  #closed = false;

  constructor(
    pools: Pools,
    channels: readonly string[],
    heard: { hear: (notification: Notification) => void; onReconnect: () => void },
  ) {
    this.#pools = pools;
    this.#channels = channels;
    this.#hear = heard.hear;
    this.#onReconnect = heard.onReconnect;
  }

  async start(): Promise<void> {
    const client = (await this.#pools.record.connect()) as ListenClient;
    client.on('notification', (message: { channel: string; payload?: string }) => {
      this.#hear({ channel: message.channel, payload: message.payload ?? '' });
    });
    client.on('error', () => {
      this.#lost(client);
    });
    try {
      for (const channel of this.#channels) await client.query(`LISTEN ${channel}`);
      if (this.#closed) throw new Error('Nobody listens any more.');
    } catch (error) {
      this.#letGo(client);
      throw error;
    }
    this.#client = client;
  }

  close(): void {
    this.#closed = true;
    this.#client?.removeAllListeners();
    this.#client?.release(true);
    this.#client = null;
  }

  #lost(client: ListenClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#letGo(client);
    this.#again(500);
  }

  /** What is still to come from it concerns nobody. */
  #letGo(client: ListenClient): void {
    client.removeAllListeners();
    client.on('error', () => undefined);
    client.release(true);
  }

  #again(delay: number): void {
    if (this.#closed) return;
    setTimeout(() => {
      this.start().then(this.#onReconnect, () => {
        this.#again(Math.min(delay * 2, 10_000));
      });
    }, delay).unref();
  }
}
