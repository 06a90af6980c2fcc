import type { Socket } from 'node:net';
import type { Reaction } from '@depot/devices';

/** A contactless card without historical bytes; which one is of no consequence, for nothing may key on it. */
const answerToReset = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);

/** A message of one byte is for the card's slot, not for the card. Source: vsmartcard's vpcd.h. */
const control = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, answerToReset: 0x04 } as const;

export interface LinkTo {
  /** pcscd asked for the answer to reset: it knows that there is a card. */
  readonly asked: () => void;
  readonly hear: (apdu: Uint8Array) => Promise<Reaction>;
  /** The card is to leave the reader. */
  readonly ejected: () => void;
  readonly closed: () => void;
}

/**
 * The card's side of one connection with vpcd. Each message is its length, u16 BE, and that many bytes; vpcd asks, the
 * card answers. While the card is mute, vpcd waits, and so does everything that pcscd does with this reader.
 */
export class VpcdLink {
  readonly #socket: Socket;
  readonly #to: LinkTo;
  #received = Buffer.alloc(0);

  readonly closed: Promise<void>;

  constructor(socket: Socket, to: LinkTo) {
    this.#socket = socket;
    this.#to = to;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        resolve();
        to.closed();
      });
    });
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#read();
    });
  }

  /** Sends no more. The line is closed by vpcd, in the look at this reader in which it finds out. */
  cut(): void {
    this.#socket.end();
  }

  #read(): void {
    while (this.#received.length >= 2) {
      const end = 2 + this.#received.readUInt16BE();
      if (this.#received.length < end) return;
      const message = Uint8Array.from(this.#received.subarray(2, end));
      this.#received = this.#received.subarray(end);
      if (message.length === 1) this.#control(message[0]);
      else void this.#apdu(message);
    }
  }

  #control(byte: number | undefined): void {
    if (byte !== control.answerToReset) return;
    this.#send(answerToReset);
    this.#to.asked();
  }

  async #apdu(apdu: Uint8Array): Promise<void> {
    const reaction = await this.#to.hear(apdu);
    if (reaction.kind === 'eject') this.#to.ejected();
    if (reaction.kind !== 'answer') return;
    // vpcd waits for ever for an answer of no bytes; a line that is cut is one to the program that asked.
    if (reaction.bytes.length === 0) this.cut();
    else this.#send(reaction.bytes);
  }

  #send(bytes: Uint8Array): void {
    if (!this.#socket.writable) return;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    this.#socket.write(Buffer.concat([length, bytes]));
  }
}
