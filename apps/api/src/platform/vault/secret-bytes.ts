import { inspect } from 'node:util';

/** Bytes that nobody may see. They cannot print themselves: text, JSON and inspection show a placeholder. Whoever holds them wipes them when done. */
export abstract class SecretBytes {
  /** What is shown instead, without brackets. */
  protected abstract readonly shownAs: string;
  readonly #bytes: Uint8Array;

  /** Takes the bytes over; the caller keeps no copy. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The bytes themselves, for the one call that needs them. */
  expose(): Uint8Array {
    return this.#bytes;
  }

  wipe(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return `[${this.shownAs}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
