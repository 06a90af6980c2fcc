import { type FieldDevice, type Reaction, type VirtualToken } from '@depot/devices';

/** Configure (D4) and write seed (C5): the commands that change what a token remembers. */
const writes: readonly (number | undefined)[] = [0xd4, 0xc5];

/** A virtual token whose memory is saved before it answers that it has stored something. */
export class DurableDevice implements FieldDevice {
  readonly #token: VirtualToken;
  readonly #save: () => void;

  constructor(token: VirtualToken, save: () => void) {
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
