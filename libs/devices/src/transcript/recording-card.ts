import { LinkLost, type Card } from '../transport.js';
import { cutAnswer, cutCommand } from './cut.js';

/** Passes everything on to `card`, and keeps a transcript of it, cut by type as `cutCommand` says. */
export class RecordingCard implements Card {
  readonly #card: Card;
  readonly #lines: string[] = [];

  constructor(card: Card) {
    this.#card = card;
  }

  get reader(): string {
    return this.#card.reader;
  }

  get presence(): number {
    return this.#card.presence;
  }

  /** The lines so far, the serial of the token among them. */
  get transcript(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    const header = apdu.slice();
    this.#lines.push(`=> ${cutCommand(header)}`);
    try {
      const answer = await this.#card.transmit(apdu);
      this.#lines.push(`<= ${cutAnswer(answer, header)}`);
      return answer;
    } catch (error) {
      if (error instanceof LinkLost) this.#lines.push(`<= [lost ${error.reason}]`);
      throw error;
    } finally {
      header.fill(0);
    }
  }

  release(): Promise<void> {
    return this.#card.release();
  }
}
