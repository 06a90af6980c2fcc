import { LinkLost, TransportMisuse, wholeAnswer, type Card, type LinkLostReason } from '../transport.js';
import type { RemoteBinding } from './binding-process.js';
import { asPcscFailure, type PcscFailureKind } from './pcsc-failure.js';

interface PcscCardParts {
  readonly reader: string;
  readonly presence: number;
  readonly answerTimeoutMs: number;
  /** Holds this card and no other. */
  readonly holder: RemoteBinding;
}

/** Whatever else a reader says in the middle of an exchange, the card has to be connected anew. */
function reasonOf(kind: PcscFailureKind): LinkLostReason {
  return kind === 'broken' || kind === 'no-service' || kind === 'no-reader' ? 'reader-lost' : 'removed';
}

/** A card that a process of its own holds. When it must be given up in mid-command, that process is ended. */
export class PcscCard implements Card {
  readonly reader: string;
  readonly presence: number;
  readonly #parts: PcscCardParts;
  #busy = false;
  #released: Promise<void> | null = null;
  #lost: LinkLostReason | null = null;
  #lose: (lost: LinkLost) => void = () => undefined;

  constructor(parts: PcscCardParts) {
    this.reader = parts.reader;
    this.presence = parts.presence;
    this.#parts = parts;
  }

  get isReleased(): boolean {
    return this.#released !== null;
  }

  /** Why it is spent; null while it can be talked to. */
  get lost(): LinkLostReason | null {
    return this.#lost;
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.isReleased) throw new TransportMisuse('released', 'The card was released.');
    if (this.#busy) throw new TransportMisuse('busy', 'Another transmit is under way.');
    if (this.#lost !== null) throw new LinkLost(this.#lost);
    this.#busy = true;
    try {
      return wholeAnswer(await this.#exchange(apdu));
    } catch (error) {
      const lost = error instanceof LinkLost ? error : new LinkLost(reasonOf(asPcscFailure(error).kind));
      this.#lost ??= lost.reason;
      throw lost;
    } finally {
      this.#busy = false;
    }
  }

  release(): Promise<void> {
    return (this.#released ??= this.#letGo());
  }

  /** It left the field, or its reader or the service is gone: whatever is under way fails now. */
  leave(reason: LinkLostReason): void {
    this.#lost ??= reason;
    if (!this.#busy) return;
    // The command may hang in the reader for as long as it likes.
    this.#parts.holder.end();
    this.#lose(new LinkLost(reason));
  }

  async #exchange(apdu: Uint8Array): Promise<Uint8Array> {
    const { holder, answerTimeoutMs } = this.#parts;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        this.#lose = reject;
        timer = setTimeout(() => {
          holder.end();
          reject(new LinkLost('time-out'));
        }, answerTimeoutMs);
        holder.transmit(apdu).then(resolve, reject);
      });
    } finally {
      clearTimeout(timer);
      this.#lose = () => undefined;
    }
  }

  /** A card that went wrong loses its power, so that the next connection meets it fresh. */
  async #letGo(): Promise<void> {
    const { holder } = this.#parts;
    if (this.#busy) holder.end();
    else await holder.disconnect(this.#lost !== null).catch(() => holder.end());
  }
}
