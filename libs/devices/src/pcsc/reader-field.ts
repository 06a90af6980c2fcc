import { setTimeout as pause } from 'node:timers/promises';
import { LinkLost, ReaderTrouble, TransportMisuse, type LinkLostReason, type ReaderEvent } from '../transport.js';
import type { RemoteBinding } from './binding-process.js';
import { PcscCard } from './pcsc-card.js';
import { asPcscFailure } from './pcsc-failure.js';

/** What a field shares with the other readers. */
export interface FieldWorld {
  readonly emit: (event: ReaderEvent) => void;
  readonly nextPresence: () => number;
  /** A process that will hold one card, its binding loaded. */
  readonly startHolder: () => Promise<RemoteBinding>;
  readonly timing: FieldTiming;
}

/** In milliseconds. */
export interface FieldTiming {
  readonly answerTimeoutMs: number;
  /** How long another program may keep the card; some look at every card for a moment when it comes. */
  readonly patienceMs: number;
}

const betweenTriesMs = 150;

/** One reader: what lies in its field, and who holds it. */
export class ReaderField {
  readonly name: string;
  readonly #world: FieldWorld;
  #presence: number | null = null;
  #changes = 0;
  #isTold = false;
  #isConnecting = false;
  #isGone = false;
  #card: PcscCard | null = null;
  #holder: RemoteBinding | null = null;

  constructor(name: string, world: FieldWorld) {
    this.name = name;
    this.#world = world;
  }

  get presence(): number | null {
    return this.#presence;
  }

  /** Whether the service has said yet what lies here, or that nothing does. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** What the service says of the field. Where it counts, two changes at once are a card that left and one that came. */
  look(isOccupied: boolean, changes: number): void {
    this.#isTold = true;
    const wasSwapped = isOccupied && this.#presence !== null && changes !== this.#changes;
    this.#changes = changes;
    if (!isOccupied || wasSwapped) this.empty('removed');
    if (isOccupied && this.#presence === null) {
      this.#presence = this.#world.nextPresence();
      this.#world.emit({ type: 'card-present', reader: this.name, presence: this.#presence });
    }
  }

  /** The reader is gone, and with it what lay there. */
  vanish(): void {
    this.#isGone = true;
    this.#endHolder();
    this.#world.emit({ type: 'reader-removed', reader: this.name });
  }

  /** Loses all without a word, and lets go of an open card first: one that is torn away is reset by the service. */
  async close(): Promise<void> {
    this.#isGone = true;
    this.#presence = null;
    this.#card?.leave('removed');
    const holder = this.#holder;
    if (this.#card?.isReleased === false) await holder?.disconnect(false).catch(() => undefined);
    this.#endHolder();
    await holder?.ended;
  }

  async connect(): Promise<PcscCard> {
    const presence = this.#presence;
    if (presence === null) throw new LinkLost('no-card');
    if (this.#isConnecting || this.#card?.isReleased === false) {
      throw new TransportMisuse('in-use', `${this.name} is in use.`);
    }
    this.#isConnecting = true;
    const hungBefore = this.#card?.presence === presence && this.#card.lost === 'time-out';
    try {
      // The last one may still be letting go.
      await this.#card?.release();
      const holder = await this.#hold(presence, hungBefore);
      const { answerTimeoutMs } = this.#world.timing;
      this.#card = new PcscCard({ reader: this.name, presence, answerTimeoutMs, holder });
      return this.#card;
    } finally {
      this.#isConnecting = false;
    }
  }

  /** Connects for us alone. @throws LinkLost, ReaderTrouble */
  async #hold(presence: number, hungBefore: boolean): Promise<RemoteBinding> {
    // After a card that never answered, the reader may still be busy with it: whatever it says is the card's doing.
    for (let patience = this.#world.timing.patienceMs; ; patience -= betweenTriesMs) {
      const kind = await this.#tryToConnect();
      if (this.#presence !== presence) {
        await this.#holder?.disconnect(true).catch(() => this.#endHolder());
        throw new LinkLost(this.#isGone ? 'reader-lost' : 'removed');
      }
      switch (kind) {
        case null:
          if (this.#holder === null) throw new LinkLost('reader-lost');
          return this.#holder;
        case 'no-card':
        case 'removed':
          throw new LinkLost('removed');
        case 'unresponsive':
          throw new ReaderTrouble('unresponsive');
        case 'held-elsewhere':
          if (patience > 0) break;
          throw new ReaderTrouble(hungBefore ? 'unresponsive' : 'held-elsewhere');
        case 'no-reader':
        case 'no-service':
          throw new LinkLost('reader-lost');
        case 'broken':
        case 'other':
          throw new ReaderTrouble(hungBefore ? 'unresponsive' : 'failed');
      }
      await pause(betweenTriesMs);
    }
  }

  /** @returns what was in the way; null when the holder has the card */
  async #tryToConnect() {
    try {
      const holder = (this.#holder ??= await this.#start());
      await holder.connect(this.name);
      return null;
    } catch (error) {
      const { kind } = asPcscFailure(error);
      if (kind === 'broken') this.#endHolder();
      return kind;
    }
  }

  async #start(): Promise<RemoteBinding> {
    const holder = await this.#world.startHolder();
    void holder.ended.then(() => {
      if (this.#holder === holder) this.#holder = null;
    });
    if (this.#isGone) holder.end();
    return holder;
  }

  /** What lay there is gone. */
  empty(reason: LinkLostReason): void {
    const presence = this.#presence;
    if (presence === null) return;
    this.#presence = null;
    this.#card?.leave(reason);
    this.#world.emit({ type: 'card-removed', reader: this.name, presence });
  }

  #endHolder(): void {
    this.#holder?.end();
    this.#holder = null;
  }
}
