/**
 * One command for a card: the bytes to send, and how to read the data that comes back with 9000.
 *
 * The bytes are private, so that a command that strays into a log or an error shows its name alone: those of some
 * commands are a seed in clear.
 */
export class Command<Result> {
  readonly name: string;
  readonly #apdu: Uint8Array;
  readonly #decode: (data: Uint8Array) => Result;

  constructor(name: string, parts: { apdu: Uint8Array; decode: (data: Uint8Array) => Result }) {
    this.name = name;
    this.#apdu = parts.apdu;
    this.#decode = parts.decode;
  }

  /** The command APDU itself, not a copy. All zeros after `wipe`. */
  get apdu(): Uint8Array {
    return this.#apdu;
  }

  /** Reads the data of a 9000 answer (status word taken off). Throws `DeviceError` ('malformed-answer'). */
  decode(data: Uint8Array): Result {
    return this.#decode(data);
  }

  /** Overwrites the bytes. */
  wipe(): void {
    this.#apdu.fill(0);
  }
}
