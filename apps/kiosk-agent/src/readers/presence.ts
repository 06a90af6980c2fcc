/** What the agent knows of a token in a field. */
export interface TokenIdentity {
  readonly serial: string;
  readonly model: string;
  /** The token's clock minus ours, whole seconds. */
  readonly clockOffset: number;
}

/**
 * What is to become of a token in a field. `free`: an order may take it. `offered`: the depot decides. After
 * `done`, `declined` and `error` it is left alone until it leaves the field.
 */
export type PresenceMark = 'reading' | 'free' | 'offered' | 'burning' | 'done' | 'declined' | 'error';

/** One token during one stay in the field of one reader. The same token put back is another presence. */
export class Presence {
  readonly reader: string;
  /** The number the readers gave it. */
  readonly number: number;
  #token: TokenIdentity | null = null;
  #mark: PresenceMark = 'reading';
  #orderId: string | null = null;
  #profile: number | null = null;
  #detail: string | null = null;

  constructor(reader: string, number: number) {
    this.reader = reader;
    this.number = number;
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

  /** The profile that is being written; stays when the burn has ended. */
  get profile(): number | null {
    return this.#profile;
  }

  /** A sentence for the operator. */
  get detail(): string | null {
    return this.#detail;
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

  decline(detail: string): void {
    this.#become('declined', { detail });
  }

  fail(detail: string): void {
    this.#become('error', { detail });
  }

  #become(mark: PresenceMark, because: { orderId?: string; detail?: string } = {}): void {
    this.#mark = mark;
    this.#orderId = because.orderId ?? null;
    this.#detail = because.detail ?? null;
  }
}
