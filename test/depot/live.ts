import { LiveEvent } from '@depot/contracts';
import type { Client } from './client.js';

export interface UntilOptions {
  readonly ms?: number;
  /** Which events are worth a look; all of them, and one now, where it is left out. */
  readonly matters?: (event: LiveEvent) => boolean;
  /** The events that count are younger than this one; all that are remembered where it is left out. */
  readonly after?: number;
}

/** As many as a screen may have missed while somebody did something else. */
const remembered = 500;

/** Follows the event stream as a browser does, resuming where it was cut. */
export class Live {
  readonly #client: Client;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  #recent: LiveEvent[] = [];
  #last: string | null = null;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async open(client: Client): Promise<Live> {
    const live = new Live(client);
    await new Promise<void>((resolve, reject) => {
      void live.#follow(resolve).catch(reject);
    });
    return live;
  }

  /** The number of the newest event that was heard of; 0 for none. */
  get newest(): number {
    return this.#recent.at(-1)?.seq ?? 0;
  }

  watch(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Asks `look` after every event that may matter, at once where one has come already, and each second anyway, until it answers something
   * else than null.
   * @throws Error after `ms`
   */
  until<T>(look: () => Promise<T | null>, what: string, options: UntilOptions = {}): Promise<T> {
    const { ms = 60_000, matters, after = 0 } = options;
    return new Promise((resolve, reject) => {
      let looking = false;
      let again = false;
      const end = (): void => {
        clearTimeout(timer);
        clearInterval(tick);
        stop();
      };
      const check = async (): Promise<void> => {
        if (looking) {
          again = true;
          return;
        }
        looking = true;
        do {
          again = false;
          const found = await look();
          if (found !== null) {
            end();
            resolve(found);
            return;
          }
        } while (again as boolean);
        looking = false;
      };
      const run = (): void => {
        check().catch((error: unknown) => {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      };
      const stop = this.watch((event) => {
        if (matters?.(event) ?? true) run();
      });
      const tick = setInterval(run, 1000);
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Waited ${String(ms / 1000)} s in vain for ${what}.`));
      }, ms);
      if (matters === undefined || this.#recent.some((event) => event.seq > after && matters(event))) run();
    });
  }

  close(): void {
    this.#abort.abort();
  }

  async #follow(opened: () => void): Promise<void> {
    while (!this.#abort.signal.aborted) {
      try {
        const headers: Record<string, string> = { cookie: this.#client.cookie };
        if (this.#last !== null) headers['last-event-id'] = this.#last;
        const answer = await fetch(`${this.#client.url}/api/events`, { headers, signal: this.#abort.signal });
        if (answer.body === null || !answer.ok) throw new Error(`The event stream answered ${String(answer.status)}.`);
        opened();
        await this.#read(answer.body);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const lines = block.split('\n');
    const data = lines.find((line) => line.startsWith('data: '))?.slice(6);
    if (data === undefined) return;
    this.#last = lines.find((line) => line.startsWith('id: '))?.slice(4) ?? this.#last;
    const event = LiveEvent.parse(JSON.parse(data));
    this.#recent = [...this.#recent.slice(1 - remembered), event];
    for (const listener of this.#listeners) listener(event);
  }
}
