import { type ProfileState, type TokenFamily } from '@depot/contracts';
import { isMoltoReader } from '@depot/devices';

/** What the agent knows of a token in a field. */
export interface TokenIdentity {
  readonly serial: string;
  readonly model: string;
  /** The token's clock minus ours, whole seconds. */
  readonly clockOffset: number;
  /** Of a Molto2, as they were when it was read; null for a token of one profile. */
  readonly profiles: ProfileState[] | null;
}

/**
 * What is to become of a token in a field. `unread`: a Molto2 that is not opened before an order asks. `free`: an order may take it. `offered`: the depot decides. After
 * `done`, `declined` and `error` it is left alone until it leaves the field.
 */
export type PresenceMark = 'unread' | 'reading' | 'free' | 'offered' | 'burning' | 'done' | 'declined' | 'error';

/** One token during one stay in the field of one reader. The same token put back is another presence. */
export class Presence {
  readonly reader: string;
  /** The number the readers gave it. */
  readonly number: number;
  /** The reader's name tells: a Molto2 is its own reader. */
  readonly family: TokenFamily;
  #token: TokenIdentity | null = null;
  #mark: PresenceMark;
  #orderId: string | null = null;
  #profile: number | null = null;
  #declinedFor: string | null = null;
  #detail: string | null = null;

  constructor(reader: string, number: number) {
    this.reader = reader;
    this.number = number;
    this.family = isMoltoReader(reader) ? 'molto2' : 'token2-single';
    this.#mark = this.family === 'molto2' ? 'unread' : 'reading';
  }

  get token(): TokenIdentity | null {
    return this.#token;
  }

  get mark(): PresenceMark {
    return this.#mark;
  }

  /** The order it is offered to or burned for. */
  get orderId(): string | null {
    return this.#orderId;
  }

  /** The order that the depot declined it for. */
  get declinedFor(): string | null {
    return this.#declinedFor;
  }

  /** The profile that is being written; stays when the burn has ended. */
  get profile(): number | null {
    return this.#profile;
  }

  /** A sentence for the operator. */
  get detail(): string | null {
    return this.#detail;
  }

  reading(): void {
    this.#become('reading');
  }

  identified(token: TokenIdentity): void {
    this.#token = token;
    this.#become('free');
  }

  free(): void {
    this.#become('free');
  }

  offer(orderId: string): void {
    this.#become('offered', { orderId });
  }

  burn(orderId: string, profile: number): void {
    this.#profile = profile;
    this.#become('burning', { orderId });
  }

  done(): void {
    this.#become('done');
  }

  decline(orderId: string, detail: string): void {
    this.#become('declined', { detail });
    this.#declinedFor = orderId;
  }

  fail(detail: string): void {
    this.#become('error', { detail });
  }

  #become(mark: PresenceMark, because: { orderId?: string; detail?: string } = {}): void {
    this.#mark = mark;
    this.#orderId = because.orderId ?? null;
    this.#declinedFor = null;
    this.#detail = because.detail ?? null;
  }
}
