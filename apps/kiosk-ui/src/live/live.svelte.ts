import type { LiveEvent } from '@depot/contracts';
import { coalesce } from './coalesce.js';

type Concerns = (event: LiveEvent) => boolean;

interface Watcher {
  readonly concerns: Concerns;
  ask(): void;
}

const rereadAfterMs = 100;
/** Shorter gaps, such as a proxy that closes idle connections, are nobody's business. */
const lostAfterMs = 2000;
const reopenAfterMs = 2000;

/** The stream of what happens in the depot: it says when to read again, and whether we still hear it. */
class Live {
  lost = $state(false);
  readonly #watchers = new Set<Watcher>();
  #source: EventSource | undefined;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #reopenTimer: ReturnType<typeof setTimeout> | undefined;
  #interrupted = false;

  open(): void {
    this.close();
    const source = new EventSource('/api/events');
    source.onopen = () => this.#heard();
    source.onmessage = (message: MessageEvent<string>) => this.#tell(JSON.parse(message.data) as LiveEvent);
    source.onerror = () => this.#missed(source);
    this.#source = source;
  }

  close(): void {
    this.#source?.close();
    this.#source = undefined;
    clearTimeout(this.#lostTimer);
    clearTimeout(this.#reopenTimer);
    this.#lostTimer = undefined;
    this.#reopenTimer = undefined;
    this.lost = false;
  }

  /** Calls `reread` after every event that concerns it, and after every interruption. Returns how to stop. */
  watch(concerns: Concerns, reread: () => Promise<void>): () => void {
    const coalesced = coalesce(reread, rereadAfterMs);
    const watcher: Watcher = { concerns, ask: coalesced.ask };
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
      coalesced.stop();
    };
  }

  #tell(event: LiveEvent): void {
    for (const watcher of this.#watchers) if (watcher.concerns(event)) watcher.ask();
  }

  #heard(): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    this.lost = false;
    if (this.#interrupted) for (const watcher of this.#watchers) watcher.ask();
    this.#interrupted = false;
  }

  #missed(source: EventSource): void {
    this.#interrupted = true;
    this.#lostTimer ??= setTimeout(() => (this.lost = true), lostAfterMs);
    // The browser reconnects by itself, except after an answer that is no stream: a gateway's error page.
    if (source.readyState === EventSource.CLOSED) {
      this.#reopenTimer = setTimeout(() => this.#reopen(), reopenAfterMs);
    }
  }

  #reopen(): void {
    const { lost } = this;
    this.open();
    this.lost = lost;
    this.#lostTimer ??= setTimeout(() => (this.lost = true), lostAfterMs);
  }
}

export const live = new Live();
