import { type CardReaders, type ReaderEvent } from '@depot/devices';
import { type Clock } from '../clock.js';
import { identifyPresence } from './identify-presence.js';
import { Presence } from './presence.js';

export interface WatchParts {
  readonly readers: CardReaders;
  readonly clock: Clock;
  /** Called after every change of what lies where. */
  readonly changed: () => void;
}

/** The readers and what lies in their fields; every token of one profile is identified as soon as it comes. */
export class ReaderWatch {
  readonly #parts: WatchParts;
  readonly #fields = new Map<string, Presence | null>();
  readonly #unsubscribe: () => void;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.readers.subscribe((event) => this.#notice(event));
    for (const { name, presence } of parts.readers.list()) {
      this.#fields.set(name, null);
      if (presence !== null) this.#enter(new Presence(name, presence));
    }
  }

  /** Every reader with what lies in its field. */
  list(): { reader: string; presence: Presence | null }[] {
    return [...this.#fields].map(([reader, presence]) => ({ reader, presence }));
  }

  /** What lies in all fields. */
  presences(): Presence[] {
    return [...this.#fields.values()].filter((presence) => presence !== null);
  }

  stop(): void {
    this.#unsubscribe();
  }

  #notice(event: ReaderEvent): void {
    switch (event.type) {
      case 'reader-added':
      case 'card-removed':
        this.#fields.set(event.reader, null);
        break;
      case 'reader-removed':
        this.#fields.delete(event.reader);
        break;
      case 'card-present':
        this.#enter(new Presence(event.reader, event.presence));
        break;
      case 'trouble':
    }
    this.#parts.changed();
  }

  /** Opens a Molto2 and reads who it is and what its profiles hold. */
  read(presence: Presence): void {
    presence.reading();
    this.#identify(presence);
  }

  #enter(presence: Presence): void {
    this.#fields.set(presence.reader, presence);
    if (presence.mark === 'reading') this.#identify(presence);
  }

  #identify(presence: Presence): void {
    void identifyPresence(presence, this.#parts).then(() => {
      if (this.#fields.get(presence.reader) === presence) this.#parts.changed();
    });
  }
}
