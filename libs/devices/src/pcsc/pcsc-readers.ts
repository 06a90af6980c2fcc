import { setTimeout as pause } from 'node:timers/promises';
import {
  ReaderTrouble,
  TransportMisuse,
  type Card,
  type CardReaders,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderListener,
} from '../transport.js';
import type { RemoteBinding } from './binding-process.js';
import type { BindingEvent, BindingName } from './pcsc-binding.js';
import { PcscFailure } from './pcsc-failure.js';
import { ReaderField, type FieldTiming } from './reader-field.js';
import { isSamSlot } from './reader-names.js';
import { serviceTrouble } from './service-trouble.js';

export interface PcscTiming extends FieldTiming {
  /** Between two tries to reach the service. */
  readonly retryMs: number;
  /** Between two looks whether the watching process is awake. */
  readonly pulseMs: number;
}

export interface PcscWorld {
  /** The binding to use; null for the best that loads. */
  readonly wanted: BindingName | null;
  /** Starts a process that may freeze in our place. */
  readonly startProcess: () => RemoteBinding;
  readonly serviceAnswers: () => Promise<boolean>;
  readonly timing: PcscTiming;
}

/**
 * Readers over PC/SC. One process watches them all, and each reader's card is held by a process of its own, so that
 * whatever freezes or crashes in a binding takes down one reader at most. While the service is away there are no
 * readers, `trouble` says why, and it is looked for until it is back.
 */
export class PcscReaders implements CardReaders {
  readonly #world: PcscWorld;
  readonly #fields = new Map<string, ReaderField>();
  readonly #listeners = new Set<ReaderListener>();
  readonly #closing = new AbortController();
  #watcher: RemoteBinding | null = null;
  #binding: BindingName | null = null;
  #trouble: string | null = null;
  #presences = 0;
  #settled: () => void = () => undefined;

  /** Resolves when the service has been tried once, with what came of it. */
  readonly tried: Promise<void>;

  constructor(world: PcscWorld) {
    this.#world = world;
    this.tried = new Promise((resolve) => (this.#settled = resolve));
    void this.#keepWatching();
  }

  /** The package in use; null while none loads. */
  get binding(): BindingName | null {
    return this.#binding;
  }

  trouble(): string | null {
    return this.#trouble;
  }

  list(): ReaderInfo[] {
    return [...this.#fields.values()].map(({ name, presence }) => ({ name, presence }));
  }

  /** Whether it is known of each reader that there is what lies on it. */
  get areTold(): boolean {
    return [...this.#fields.values()].every(({ isTold }) => isTold);
  }

  subscribe(listener: ReaderListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async connect(reader: string): Promise<Card> {
    await Promise.resolve();
    if (this.#isClosed) throw new TransportMisuse('closed', 'The readers were closed.');
    const field = this.#fields.get(reader);
    if (field !== undefined) return await field.connect();
    if (this.#trouble !== null) throw new ReaderTrouble('no-service', this.#trouble);
    throw new TransportMisuse('unknown-reader', `There is no reader "${reader}".`);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#listeners.clear();
    this.#closing.abort();
    const watcher = this.#watcher;
    watcher?.end();
    const fields = [...this.#fields.values()];
    this.#fields.clear();
    await Promise.all([watcher?.ended, ...fields.map((field) => field.close())]);
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #keepWatching(): Promise<void> {
    while (!this.#isClosed) {
      const trouble = await this.#watchOnce();
      this.#lose();
      this.#setTrouble(trouble);
      this.#settled();
      await pause(this.#world.timing.retryMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
    this.#settled();
  }

  /** Watches until something ends that. @returns why, for people */
  async #watchOnce(): Promise<string> {
    const watcher = this.#world.startProcess();
    this.#watcher = watcher;
    try {
      this.#binding = await watcher.load(this.#world.wanted);
      if (this.#binding === null) return serviceTrouble.noBinding;
      if (!(await this.#waitForService())) return serviceTrouble.notRunning;
      const lost = new Promise<void>((resolve, reject) => {
        watcher
          .watch((event) => (event.type === 'service-lost' ? resolve() : this.#notice(event)))
          .then(() => {
            this.#setTrouble(null);
            this.#settled();
            this.#keepFeeling(watcher).catch(reject);
          }, reject);
        void watcher.ended.then(() => reject(new PcscFailure('broken')));
      });
      await lost;
      return serviceTrouble.notRunning;
    } catch {
      return serviceTrouble.notAnswering;
    } finally {
      watcher.end();
      await watcher.ended;
    }
  }

  /** @returns false when the readers were closed meanwhile */
  async #waitForService(): Promise<boolean> {
    while (!this.#isClosed) {
      if (await this.#world.serviceAnswers()) return true;
      this.#setTrouble(serviceTrouble.notRunning);
      this.#settled();
      await pause(this.#world.timing.retryMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
    return false;
  }

  /** Rejects when the process that watches no longer stirs. */
  async #keepFeeling(watcher: RemoteBinding): Promise<void> {
    while (!this.#isClosed && this.#watcher === watcher) {
      await pause(this.#world.timing.pulseMs, undefined, { signal: this.#closing.signal, ref: false }).catch(
        () => undefined,
      );
      await watcher.ping();
    }
  }

  #notice(event: Exclude<BindingEvent, { type: 'service-lost' }>): void {
    if (this.#isClosed || isSamSlot(event.reader)) return;
    const field = this.#fields.get(event.reader);
    switch (event.type) {
      case 'reader-added':
        if (field === undefined) this.#add(event.reader);
        return;
      case 'reader-removed':
        this.#remove(event.reader);
        return;
      case 'field':
        field?.look(event.isOccupied, event.changes);
    }
  }

  #add(name: string): void {
    const field = new ReaderField(name, {
      emit: (event) => this.#emit(event),
      nextPresence: () => (this.#presences += 1),
      startHolder: () => this.#startHolder(),
      timing: this.#world.timing,
    });
    this.#fields.set(name, field);
    this.#emit({ type: 'reader-added', reader: name });
  }

  #remove(name: string): void {
    const field = this.#fields.get(name);
    if (field === undefined) return;
    field.empty('reader-lost');
    this.#fields.delete(name);
    field.vanish();
  }

  /** Everything vanishes with the service. */
  #lose(): void {
    for (const name of [...this.#fields.keys()]) this.#remove(name);
  }

  async #startHolder(): Promise<RemoteBinding> {
    const holder = this.#world.startProcess();
    try {
      if ((await holder.load(this.#binding)) === null) throw new PcscFailure('broken');
      return holder;
    } catch (error) {
      holder.end();
      throw error;
    }
  }

  #setTrouble(trouble: string | null): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#emit({ type: 'trouble' });
  }

  #emit(event: ReaderEvent): void {
    if (this.#isClosed) return;
    for (const listener of [...this.#listeners]) listener(event);
  }
}
