/**
 * The hardware port: what a driver and a kiosk need of card readers, and no more.
 *
 * Every implementation keeps the same rules, the virtual one included, so that what passes on virtual readers has
 * kept them. No implementation logs or repeats an APDU: the trace of a burn is the seed in clear.
 */

/** A reader now attached. `presence` is null while no card is in its field. */
export interface ReaderInfo {
  readonly name: string;
  readonly presence: number | null;
}

/**
 * What happens at the readers. Each time a card enters a field it is a new *presence*: a number never used before by
 * the same `CardReaders`, greater than all earlier ones. The same token put back is another presence.
 */
export type ReaderEvent =
  | { readonly type: 'reader-added' | 'reader-removed'; readonly reader: string }
  | { readonly type: 'card-present' | 'card-removed'; readonly reader: string; readonly presence: number }
  /** What `trouble` says has changed. */
  | { readonly type: 'trouble' };

export type ReaderListener = (event: ReaderEvent) => void;

export interface CardReaders {
  /** The readers attached now, by name. An event is told after `list` shows what it says. */
  list(): ReaderInfo[];

  /** Why no reader can be used at all, and what to do about it, in one or two sentences; null while all is well. */
  trouble(): string | null;

  /**
   * Tells `listener` of every later event, in order; what is there already is in `list`. A card that leaves is told
   * before its reader that leaves. The listener must not throw. Returns the way to stop, which may be called twice.
   */
  subscribe(listener: ReaderListener): () => void;

  /**
   * Opens the card in the field of `reader`. One connection to a presence at a time: release the first.
   * Rejects with `LinkLost` ('no-card', or what became of the card meanwhile) when the field is empty, with `ReaderTrouble`
   * when reader and card are there and cannot be used, with `TransportMisuse` otherwise. It always settles.
   */
  connect(reader: string): Promise<Card>;

  /** Lets go of all readers and cards; open cards are lost. No event follows. May be called twice. */
  close(): Promise<void>;
}

/** One card during one presence. Not a token for ever: after `card-removed`, connect anew. */
export interface Card {
  readonly reader: string;
  readonly presence: number;

  /**
   * Sends one command APDU and resolves with the answer: data, then the two bytes of the status word, always at least
   * those two. The bytes are copied before this returns, so that the caller may wipe them at once.
   *
   * Rejects with `LinkLost` when the card leaves, stays mute for 5 s, or answers less than 2 bytes; it may have
   * carried out the command all the same. The card is then spent: every later transmit rejects alike.
   * Rejects with `TransportMisuse` while another transmit is under way, or after `release`; nothing was sent.
   */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;

  /** Lets go of the card. Never rejects; may be called twice, and on a card that is lost. */
  release(): Promise<void>;
}

/** How long a card may think about one APDU, in milliseconds. */
export const answerTimeoutMs = 5000;

export type LinkLostReason = 'no-card' | 'removed' | 'time-out' | 'short-answer' | 'reader-lost';

const linkLostWords: Record<LinkLostReason, string> = {
  'no-card': 'There is no token in the field of the reader.',
  removed: 'The token left the field of the reader.',
  'time-out': 'The token did not answer in time.',
  'short-answer': 'The answer of the token was cut off.',
  'reader-lost': 'The connection to the reader broke off.',
};

/** The card can no longer be talked to. Whether it carried out the last command is not known. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
  readonly reason: LinkLostReason;

  constructor(reason: LinkLostReason) {
    super(linkLostWords[reason]);
    this.reason = reason;
  }
}

const readerTroubleWords = {
  'held-elsewhere':
    'Another program is using what lies on the reader. Close it (GnuPG, a signing or banking program, a second agent), ' +
    'then lay the token down again.',
  unresponsive:
    'What lies on the reader does not answer. Switch the token off and on and lay it flat on the middle of the reader.',
  failed: 'The reader does not work. Pull its plug and put it in again, then lay the token down once more.',
  'no-service': 'The smart-card service is not there.',
} as const;

/** There is something on the reader, and it cannot be talked to. Nothing was sent; the message says what to do. */
export class ReaderTrouble extends Error {
  override readonly name = 'ReaderTrouble';
  readonly code: keyof typeof readerTroubleWords;

  /** `message` in place of the words that go with the code. */
  constructor(code: ReaderTrouble['code'], message: string = readerTroubleWords[code]) {
    super(message);
    this.code = code;
  }
}

/** The program broke a rule of the port. Nothing was sent to the card. */
export class TransportMisuse extends Error {
  override readonly name = 'TransportMisuse';
  readonly code: 'busy' | 'released' | 'in-use' | 'unknown-reader' | 'closed';

  constructor(code: TransportMisuse['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Passes on an answer that holds at least a status word; throws `LinkLost` ('short-answer') otherwise. */
export function wholeAnswer(answer: Uint8Array): Uint8Array {
  if (answer.length < 2) throw new LinkLost('short-answer');
  return answer;
}
