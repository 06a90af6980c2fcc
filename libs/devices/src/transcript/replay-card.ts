import { fromHex, toHex } from '../bytes.js';
import { type Card } from '../transport.js';
import { cutCommand } from './cut.js';
import { readTranscript, TranscriptMismatch, type TranscriptExchange } from './read-transcript.js';

/** A command of a transcript as it may be told: one given in full is cut like one that was recorded. */
function told(command: string): string {
  return command.includes('[') ? command : cutCommand(fromHex(command));
}

/**
 * A card that answers as the transcript says, and to nothing else. A command given in full must come byte for byte; of
 * one with marks, what is shown and the lengths must agree. After a lost link it goes on with what was sent next, as a
 * token does that was put back. Throws `TranscriptMismatch` when the transcript is not written as one.
 */
export class ReplayCard implements Card {
  readonly reader = 'Transcript';
  readonly presence = 1;
  readonly #exchanges: readonly TranscriptExchange[];
  readonly #lastLine: number;
  #next = 0;
  #mismatch: TranscriptMismatch | null = null;

  constructor(transcript: string) {
    this.#exchanges = readTranscript(transcript);
    this.#lastLine = (this.#exchanges.at(-1)?.line ?? -1) + 1;
  }

  /** Everything in it was sent. */
  get isOver(): boolean {
    return this.#next >= this.#exchanges.length;
  }

  transmit(apdu: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve().then(() => this.#answer(apdu.slice()));
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  /** Throws `TranscriptMismatch` when something differed, whatever the driver made of it, or when lines are left. */
  finish(): void {
    if (this.#mismatch !== null) throw this.#mismatch;
    const left = this.#exchanges[this.#next];
    if (left !== undefined) this.#fail(`Line ${left.line}: this was never sent.`);
  }

  #answer(apdu: Uint8Array): Uint8Array {
    if (this.#mismatch !== null) throw this.#mismatch;
    const exchange = this.#exchanges[this.#next];
    const sent = cutCommand(apdu);
    if (exchange === undefined) this.#fail(`After line ${this.#lastLine}, the last: ${sent} was sent as well.`);
    const wanted = exchange.command;
    const same = wanted.includes('[') ? wanted === sent : wanted === toHex(apdu);
    if (!same) {
      const unseen = told(wanted) === sent ? ' They differ in what is not shown.' : '';
      this.#fail(`Line ${exchange.line}: expected ${told(wanted)}, but ${sent} was sent.${unseen}`);
    }
    this.#next += 1;
    return exchange.answer();
  }

  #fail(message: string): never {
    this.#mismatch = new TranscriptMismatch(message);
    throw this.#mismatch;
  }
}
