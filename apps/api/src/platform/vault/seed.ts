import { inspect } from 'node:util';

/**
 * A TOTP secret in clear, 1 to 63 bytes. It cannot print itself: text, JSON and inspection show a placeholder.
 * Whoever holds one wipes it when done.
 */
export class Seed {
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
    return '[seed]';
  }

  toJSON(): string {
    return '[seed]';
  }

  [inspect.custom](): string {
    return '[seed]';
  }
}
