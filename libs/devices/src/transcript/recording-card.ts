import { LinkLost, type Card } from '../transport.js';
import { cutAnswer } from './cut-answer.js';
import { cutCommand } from './cut.js';

/** Passes everything on to `card`, and keeps a transcript of it, cut by type as `cutCommand` and `cutAnswer` say. */
export class RecordingCard implements Card {
  readonly #card: Card;
  readonly #clock: (() => number) | null;
  readonly #lines: string[] = [];

  /** With a `clock`, in milliseconds, each exchange is followed by the time it took, as a comment. */
  constructor(card: Card, clock: (() => number) | null = null) {
    this.#card = card;
    this.#clock = clock;
  }

  get reader(): string {
    return this.#card.reader;
  }

  get presence(): number {
    return this.#card.presence;
  }

  /** The lines so far. */
  get transcript(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    const sent = apdu.slice();
    this.#lines.push(`=> ${cutCommand(sent)}`);
    const started = this.#clock?.() ?? 0;
    try {
      const answer = await this.#card.transmit(apdu);
      this.#heard(cutAnswer(answer, sent), started);
      return answer;
    } catch (error) {
      if (error instanceof LinkLost) this.#heard(`[lost ${error.reason}]`, started);
      // Nothing was sent.
      else this.#lines.pop();
      throw error;
    } finally {
      sent.fill(0);
    }
  }

  release(): Promise<void> {
    return this.#card.release();
  }

  #heard(answer: string, started: number): void {
    this.#lines.push(`<= ${answer}`);
    if (this.#clock !== null) this.#lines.push(`# ${(this.#clock() - started).toFixed(1)} ms`);
  }
}
