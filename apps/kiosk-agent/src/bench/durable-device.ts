import { type FieldDevice, type Reaction } from '@depot/devices';

/**
 * The commands that change what a token remembers: configure (D4) and write seed (C5); of a Molto2 also title (D5), delete
 * seed (E6), and authenticate (CE), which counts its tries.
 */
const writes: readonly (number | undefined)[] = [0xd4, 0xc5, 0xd5, 0xe6, 0xce];

/** A virtual token whose memory is saved before it answers that it has stored something. */
export class DurableDevice implements FieldDevice {
  readonly #token: FieldDevice;
  readonly #save: () => void;

  constructor(token: FieldDevice, save: () => void) {
    this.#token = token;
    this.#save = save;
  }

  get serial(): string {
    return this.#token.serial;
  }

  get isOn(): boolean {
    return this.#token.isOn;
  }

  onPower(listener: () => void): () => void {
    return this.#token.onPower(listener);
  }

  hear(apdu: Uint8Array): Reaction {
    const isWrite = writes.includes(apdu[1]);
    const reaction = this.#token.hear(apdu);
    if (isWrite) this.#save();
    return reaction;
  }
}
