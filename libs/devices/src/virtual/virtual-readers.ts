import {
  answerTimeoutMs,
  TransportMisuse,
  type Card,
  type CardReaders,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderListener,
} from '../transport.js';
import type { FieldDevice } from './field-device.js';
import type { VirtualTiming } from './virtual-card.js';
import { VirtualSlot, type SlotBench } from './virtual-slot.js';

/** `timing` defaults to no latency and the time-out of the port. */
export interface VirtualReadersOptions extends Partial<VirtualTiming> {
  readonly count: number;
  /** Names of more readers, each built into the device that is placed there, as a Molto2 is its own. */
  readonly builtIn?: readonly string[];
  /** From sending an APDU to such a device to its being heard, milliseconds; as on the others where it is left out. */
  readonly builtInLatencyMs?: number;
}

/**
 * Readers "Virtual reader 1" to "Virtual reader N", and hands to lay tokens on them. Events are told within the call
 * that causes them. Timers are those of the platform.
 */
export class VirtualReaders implements CardReaders {
  readonly #slots: readonly VirtualSlot[];
  readonly #listeners = new Set<ReaderListener>();
  #presences = 0;
  #isClosed = false;

  constructor({ count, builtIn = [], builtInLatencyMs, ...timing }: VirtualReadersOptions) {
    const bench: SlotBench = {
      timing: { latencyMs: 0, answerTimeoutMs, ...timing },
      emit: (event) => this.#emit(event),
      nextPresence: () => (this.#presences += 1),
    };
    const plugTiming = { ...bench.timing, latencyMs: builtInLatencyMs ?? bench.timing.latencyMs };
    const plugs: SlotBench = { ...bench, timing: plugTiming };
    const fields = Array.from({ length: count }, (_, index) => new VirtualSlot(`Virtual reader ${index + 1}`, bench));
    this.#slots = [...fields, ...builtIn.map((name) => new VirtualSlot(name, plugs, { builtIn: true }))];
  }

  list(): ReaderInfo[] {
    if (this.#isClosed) return [];
    return this.#slots.filter((slot) => slot.isPlugged).map((slot) => slot.info());
  }

  /** Nothing ever troubles all of them. */
  trouble(): null {
    return null;
  }

  subscribe(listener: ReaderListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async connect(reader: string): Promise<Card> {
    await Promise.resolve();
    if (this.#isClosed) throw new TransportMisuse('closed', 'The readers were closed.');
    const slot = this.#slot(reader);
    if (!slot.isPlugged) throw new TransportMisuse('unknown-reader', `${reader} is not plugged in.`);
    return slot.connect();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    for (const slot of this.#slots) slot.close();
    return Promise.resolve();
  }

  /** Lays a device on a reader; in the field only while it is on. Throws when one of the two is taken already. */
  place(reader: string, device: FieldDevice): void {
    const elsewhere = this.readerOf(device.serial);
    if (elsewhere !== null) throw new Error(`Token ${device.serial} lies on ${elsewhere}.`);
    this.#slot(reader).place(device);
  }

  /** Takes off what lies on a reader; null when nothing did. */
  remove(reader: string): FieldDevice | null {
    return this.#slot(reader).clear();
  }

  /** The reader the token of this serial lies on, switched on or not; null when on none. */
  readerOf(serial: string): string | null {
    return this.#slots.find((slot) => slot.device?.serial === serial)?.name ?? null;
  }

  /** What lies on a reader, switched on or not. */
  deviceOn(reader: string): FieldDevice | null {
    return this.#slot(reader).device;
  }

  /** Plugs a reader in again, with what lies on it; one that is built in comes and goes with its device instead. */
  plug(reader: string): void {
    this.#slot(reader).plug();
  }

  /** Pulls the plug of a reader; what lies on it stays there. */
  unplug(reader: string): void {
    this.#slot(reader).unplug();
  }

  #slot(reader: string): VirtualSlot {
    const slot = this.#slots.find(({ name }) => name === reader);
    if (slot === undefined) throw new TransportMisuse('unknown-reader', `There is no reader "${reader}".`);
    return slot;
  }

  #emit(event: ReaderEvent): void {
    if (this.#isClosed) return;
    for (const listener of [...this.#listeners]) listener(event);
  }
}
