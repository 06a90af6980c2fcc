import { Buffer } from 'node:buffer';
import type { NFC, RawReader } from 'nfc-pcsc';
import type { BindingListener, PcscBinding } from './pcsc-binding.js';
import { failureOfResult, PcscFailure } from './pcsc-failure.js';

/** The longest answer to a short APDU: 256 bytes and the status word. */
const longestAnswer = 258;

/** Its errors are sentences that end with the result's number: "SCardConnect error: Sharing violation.(0x8010000b)". */
function failureOf(error: Error): PcscFailure {
  const number = /\(0x[0-9a-f]*?([0-9a-f]{8})\)$/i.exec(error.message)?.[1];
  return number === undefined ? new PcscFailure('other') : failureOfResult(Number.parseInt(number, 16));
}

/**
 * `nfc-pcsc` 0.8, of which we use the finding of readers and what its readers rest on (`@pokusew/pcsclite`). Left to
 * itself its reader connects to whatever enters a field, SAM and Molto2 included, shares it with everybody, and emits
 * an error of that under the error's own name, where nobody can hear it. So its listener is taken off.
 *
 * Making one freezes the process for ever while the service is away; a card that stays mute freezes it until it goes.
 */
export class NfcPcscBinding implements PcscBinding {
  readonly #nfc: NFC;
  readonly #readers = new Map<string, RawReader>();
  #told: BindingListener = () => undefined;
  #held: { readonly reader: RawReader; readonly protocol: number } | null = null;

  constructor(make: new () => NFC) {
    this.#nfc = new make();
    this.#nfc.on('error', () => this.#told({ type: 'service-lost' }));
    this.#nfc.on('reader', (device) => {
      device.autoProcessing = false;
      // Both emit errors when the service goes, and an error that nobody hears ends the process.
      device.on('error', () => undefined);
      this.#follow(device.reader);
    });
  }

  async watch(told: BindingListener): Promise<void> {
    this.#told = told;
    await Promise.resolve();
  }

  async connect(name: string): Promise<void> {
    const reader = await this.#find(name);
    const protocol = await new Promise<number>((resolve, reject) => {
      reader.connect({ share_mode: reader.SCARD_SHARE_EXCLUSIVE }, (error, negotiated) => {
        if (error) reject(failureOf(error));
        else resolve(negotiated);
      });
    });
    this.#held = { reader, protocol };
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.#held === null) throw new PcscFailure('removed');
    const { reader, protocol } = this.#held;
    const bytes = Buffer.from(apdu.buffer, apdu.byteOffset, apdu.length);
    return await new Promise((resolve, reject) => {
      reader.transmit(bytes, longestAnswer, protocol, (error, answer) => {
        if (error) reject(failureOf(error));
        else resolve(answer);
      });
    });
  }

  async disconnect(reset: boolean): Promise<void> {
    const reader = this.#held?.reader;
    this.#held = null;
    if (reader === undefined) return;
    await new Promise<void>((resolve, reject) => {
      reader.disconnect(reset ? reader.SCARD_RESET_CARD : reader.SCARD_LEAVE_CARD, (error) => {
        if (error) reject(failureOf(error));
        else resolve();
      });
    });
  }

  #follow(reader: RawReader): void {
    const { name } = reader;
    this.#readers.set(name, reader);
    this.#told({ type: 'reader-added', reader: name });
    reader.removeAllListeners('status');
    reader.on('status', ({ state }) => {
      const isOccupied = (state & reader.SCARD_STATE_PRESENT) !== 0;
      this.#told({ type: 'field', reader: name, isOccupied, changes: state >>> 16 });
    });
    reader.on('end', () => {
      this.#readers.delete(name);
      this.#told({ type: 'reader-removed', reader: name });
    });
  }

  /** Readers are told one by one after the start, on a busy machine a second or two later. */
  async #find(name: string): Promise<RawReader> {
    for (let turn = 0; turn < 150; turn += 1) {
      const reader = this.#readers.get(name);
      if (reader !== undefined) return reader;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new PcscFailure('no-reader');
  }
}
