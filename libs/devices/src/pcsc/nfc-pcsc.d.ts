/** The part of `nfc-pcsc` 0.8.1, which brings no types, and of the `@pokusew/pcsclite` reader below, that we use. */
declare module 'nfc-pcsc' {
  import type { EventEmitter } from 'node:events';

  export interface RawReader extends EventEmitter {
    readonly name: string;
    readonly SCARD_SHARE_EXCLUSIVE: number;
    readonly SCARD_STATE_PRESENT: number;
    readonly SCARD_LEAVE_CARD: number;
    readonly SCARD_RESET_CARD: number;
    on(event: 'status', listener: (status: { state: number }) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    connect(options: { share_mode: number }, done: (error: Error | null, protocol: number) => void): void;
    transmit(
      apdu: Uint8Array,
      longestAnswer: number,
      protocol: number,
      done: (error: Error | null, answer: Uint8Array) => void,
    ): void;
    disconnect(disposition: number, done: (error: Error | null | undefined) => void): void;
  }

  export interface Reader extends EventEmitter {
    readonly reader: RawReader;
    autoProcessing: boolean;
    on(event: 'error', listener: (error: Error) => void): this;
  }

  export class NFC extends EventEmitter {
    on(event: 'reader', listener: (reader: Reader) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}
