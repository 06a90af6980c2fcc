import { fromHex } from '../bytes.js';
import { LinkLost, type Card, type LinkLostReason } from '../transport.js';
import { cutCommand } from './cut.js';

/** What was sent is not what the transcript says. Both are told cut by type, never the sensitive part. */
export class TranscriptMismatch extends Error {
  override readonly name = 'TranscriptMismatch';
}

const lostReasons: readonly LinkLostReason[] = ['no-card', 'removed', 'time-out', 'short-answer'];

function answerOf(line: string): Uint8Array {
  const lost = lostReasons.find((reason) => line === `<= [lost ${reason}]`);
  if (lost !== undefined) throw new LinkLost(lost);
  return fromHex(line.slice(2));
}

/** A line of a transcript as it may be told: a command given in full is cut like one that was recorded. */
function told(text: string): string {
  return text.includes('[') ? text : cutCommand(fromHex(text));
}

/**
 * A card that answers as the transcript says, and to nothing else. Comments (`#`) and blank lines do not count. A
 * command given in full must come byte for byte; of one with marks, what is shown and the lengths must agree.
 */
export class ReplayCard implements Card {
  readonly reader = 'Transcript';
  readonly presence = 1;
  readonly #lines: readonly { readonly number: number; readonly text: string }[];
  #next = 0;
  #mismatch: TranscriptMismatch | null = null;

  constructor(transcript: string) {
    this.#lines = transcript
      .split('\n')
      .map((line, index) => ({ number: index + 1, text: line.trim() }))
      .filter(({ text }) => text !== '' && !text.startsWith('#'));
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
    const left = this.#lines[this.#next];
    if (left !== undefined) this.#fail(`Line ${left.number}: this was never sent.`);
  }

  #answer(apdu: Uint8Array): Uint8Array {
    if (this.#mismatch !== null) throw this.#mismatch;
    const line = this.#lines[this.#next];
    const sent = cutCommand(apdu);
    if (line === undefined) {
      this.#fail(`After line ${this.#lines.at(-1)?.number ?? 0}, the last: ${sent} was sent as well.`);
    }
    const answer = this.#lines[this.#next + 1];
    if (!line.text.startsWith('=> ') || answer?.text.startsWith('<= ') !== true) {
      this.#fail(`Line ${line.number}: no command with its answer.`);
    }
    const wanted = line.text.slice(3);
    const same = wanted.includes('[') ? wanted === sent : fromHex(wanted).join() === apdu.join();
    if (!same) {
      const unseen = told(wanted) === sent ? ' They differ in what is not shown.' : '';
      this.#fail(`Line ${line.number}: expected ${told(wanted)}, but ${sent} was sent.${unseen}`);
    }
    this.#next += 2;
    return answerOf(answer.text);
  }

  #fail(message: string): never {
    this.#mismatch = new TranscriptMismatch(message);
    throw this.#mismatch;
  }
}
