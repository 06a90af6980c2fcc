import { LinkLost, TransportMisuse, wholeAnswer, type Card, type LinkLostReason } from '../transport.js';
import type { FieldDevice } from './field-device.js';

/** How long virtual things take, in milliseconds. */
export interface VirtualTiming {
  /** From sending an APDU to its being heard. A real token takes about 44. */
  readonly latencyMs: number;
  /** Until the reader gives up on a mute token. */
  readonly answerTimeoutMs: number;
}

interface VirtualCardParts {
  readonly reader: string;
  readonly presence: number;
  readonly device: FieldDevice;
  readonly timing: VirtualTiming;
  /** Takes the device off the reader. */
  readonly eject: () => void;
}

/** A connection to a device on a virtual reader, as strict as `Card` says. */
export class VirtualCard implements Card {
  readonly reader: string;
  readonly presence: number;
  readonly #parts: VirtualCardParts;
  #busy = false;
  #released = false;
  #lost: LinkLostReason | null = null;
  #wake: () => void = () => undefined;

  constructor(parts: VirtualCardParts) {
    this.reader = parts.reader;
    this.presence = parts.presence;
    this.#parts = parts;
  }

  get isReleased(): boolean {
    return this.#released;
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.#released) throw new TransportMisuse('released', 'The card was released.');
    if (this.#busy) throw new TransportMisuse('busy', 'Another transmit is under way.');
    this.#busy = true;
    const copy = apdu.slice();
    try {
      this.#throwIfLost();
      return await this.#exchange(copy);
    } catch (error) {
      if (error instanceof LinkLost) this.#lost = error.reason;
      throw error;
    } finally {
      copy.fill(0);
      this.#busy = false;
    }
  }

  release(): Promise<void> {
    this.#released = true;
    return Promise.resolve();
  }

  /** The card left the field, or the readers were closed: whatever is under way fails now. */
  leave(): void {
    this.#lost = 'removed';
    this.#wake();
  }

  async #exchange(apdu: Uint8Array): Promise<Uint8Array> {
    await this.#pause(this.#parts.timing.latencyMs);
    this.#throwIfLost();
    const reaction = this.#parts.device.hear(apdu);
    switch (reaction.kind) {
      case 'answer':
        return wholeAnswer(reaction.bytes.slice());
      case 'eject':
        this.#parts.eject();
        throw new LinkLost('removed');
      case 'mute':
        await this.#pause(this.#parts.timing.answerTimeoutMs);
        this.#throwIfLost();
        throw new LinkLost('time-out');
    }
  }

  #throwIfLost(): void {
    if (this.#lost !== null) throw new LinkLost(this.#lost);
  }

  /** Waits that long, or until the card leaves. */
  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
