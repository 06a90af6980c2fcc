import { LinkLost, TransportMisuse, type Card, type ReaderEvent, type ReaderInfo } from '../transport.js';
import type { FieldDevice } from './field-device.js';
import { VirtualCard, type VirtualTiming } from './virtual-card.js';

/** What a slot shares with the other readers of its bench. */
export interface SlotBench {
  readonly timing: VirtualTiming;
  readonly emit: (event: ReaderEvent) => void;
  readonly nextPresence: () => number;
}

/**
 * One virtual reader: what lies on it, and the presence that makes while it is plugged in and the device is on. A reader
 * that is `builtIn` to its device is there only while that is plugged in.
 */
export class VirtualSlot {
  readonly name: string;
  readonly #bench: SlotBench;
  readonly #isBuiltIn: boolean;
  #isPlugged: boolean;
  #device: FieldDevice | null = null;
  #presence: number | null = null;
  #card: VirtualCard | null = null;
  #stopListening: () => void = () => undefined;

  constructor(name: string, bench: SlotBench, { builtIn = false } = {}) {
    this.#isBuiltIn = builtIn;
    this.#isPlugged = !builtIn;
    this.name = name;
    this.#bench = bench;
  }

  get isPlugged(): boolean {
    return this.#isPlugged;
  }

  get device(): FieldDevice | null {
    return this.#device;
  }

  info(): ReaderInfo {
    return { name: this.name, presence: this.#presence };
  }

  place(device: FieldDevice): void {
    if (this.#device !== null) throw new Error(`Something lies on ${this.name} already.`);
    this.#device = device;
    this.#stopListening = device.onPower(() => this.#look());
    this.#look();
  }

  /** Takes off what lies there and returns it. */
  clear(): FieldDevice | null {
    const device = this.#device;
    this.#stopListening();
    this.#device = null;
    this.#look();
    return device;
  }

  plug(): void {
    if (this.#isPlugged || this.#isBuiltIn) return;
    this.#become(true);
    this.#look();
  }

  unplug(): void {
    if (!this.#isPlugged) return;
    this.#leave();
    if (!this.#isBuiltIn) this.#become(false);
  }

  connect(): Card {
    if (this.#device === null || this.#presence === null) throw new LinkLost('no-card');
    if (this.#card?.isReleased === false) throw new TransportMisuse('in-use', `${this.name} is in use.`);
    const parts = { reader: this.name, presence: this.#presence, device: this.#device, timing: this.#bench.timing };
    this.#card = new VirtualCard({ ...parts, eject: () => void this.clear() });
    return this.#card;
  }

  /** Loses the open card without a word. */
  close(): void {
    this.#stopListening();
    this.#card?.leave();
  }

  /** Makes the presence follow from what lies there. */
  #look(): void {
    const inField = (this.#isPlugged || this.#isBuiltIn) && this.#device?.isOn === true;
    if (inField && this.#presence === null) this.#enter();
    if (!inField) this.#leave();
  }

  #enter(): void {
    if (this.#isBuiltIn) this.#become(true);
    const presence = this.#bench.nextPresence();
    this.#presence = presence;
    this.#bench.emit({ type: 'card-present', reader: this.name, presence });
  }

  #leave(): void {
    const presence = this.#presence;
    if (presence === null) return;
    this.#presence = null;
    this.#card?.leave();
    this.#card = null;
    this.#bench.emit({ type: 'card-removed', reader: this.name, presence });
    if (this.#isBuiltIn) this.#become(false);
  }

  #become(isPlugged: boolean): void {
    this.#isPlugged = isPlugged;
    this.#bench.emit({ type: isPlugged ? 'reader-added' : 'reader-removed', reader: this.name });
  }
}
