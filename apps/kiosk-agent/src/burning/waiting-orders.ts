import { type TokenFamily } from '@depot/contracts';
import { type Presence } from '../readers/presence.js';

/** An order that waits for a token, or for the depot's answer about one. */
export interface WaitingOrder {
  readonly orderId: string;
  readonly family: TokenFamily;
  /** The only token it may take; null for any that no other order names. */
  readonly serial: string | null;
  /** Null where the depot chooses among those the token has. */
  readonly profile: number | null;
  /** Lower first. */
  readonly priority: number;
  /** The token the depot was told of. */
  readonly offered: Presence | null;
}

/** What decides which order a token may serve. */
export interface OfferedToken {
  readonly family: TokenFamily;
  readonly serial: string;
}

/** The orders that wait: those of a caller on the line first, then as they came. */
export class WaitingOrders {
  readonly #orders = new Map<string, WaitingOrder>();

  find(orderId: string): WaitingOrder | null {
    return this.#orders.get(orderId) ?? null;
  }

  /** Adds an order, or changes it where it stands. */
  put(order: WaitingOrder): void {
    this.#orders.set(order.orderId, order);
  }

  delete(orderId: string): void {
    this.#orders.delete(orderId);
  }

  clear(): void {
    this.#orders.clear();
  }

  /** Those without a token, in the order they are served. A map keeps the order of arrival, and the sort is stable. */
  waiting(): WaitingOrder[] {
    return [...this.#orders.values()]
      .filter((order) => order.offered === null)
      .sort((one, other) => one.priority - other.priority);
  }

  /** The first waiting order that takes this token; null when none does. */
  takerOf({ family, serial }: OfferedToken): WaitingOrder | null {
    const waiting = this.waiting().filter((order) => order.family === family && suits(order));
    // A token that an order names is kept for it.
    const naming = waiting.find((order) => order.serial === serial);
    return naming ?? waiting.find((order) => order.serial === null) ?? null;
  }

  /** An order waits that may take a token of this family, whatever its serial. */
  asksFor(family: TokenFamily): boolean {
    return this.waiting().some((order) => order.family === family);
  }

  /** A sentence saying why no waiting order takes this token; null when one does, or none waits. */
  unfit({ family, serial }: OfferedToken): string | null {
    const waiting = this.waiting();
    if (waiting.length === 0 || this.takerOf({ family, serial }) !== null) return null;
    const first = waiting.find((order) => order.family === family);
    if (first === undefined) return otherFamily[family];
    if (first.serial !== null)
      return `This is token ${serial}. The order waits for token ${first.serial}: lay that one down.`;
    return `This token has one profile, the order is for profile ${String(first.profile)}. Lay another one down.`;
  }
}

/** A token of one profile has no other; which of its own a Molto2 may use is for the depot to say. */
function suits({ family, profile }: WaitingOrder): boolean {
  return family === 'molto2' || (profile ?? 0) === 0;
}

/** What to say of a token when only orders of the other family wait. A Molto2 may stay plugged in: nothing writes to it. */
const otherFamily: Record<TokenFamily, string | null> = {
  'token2-single': 'This is a token of one profile, and the order is for a Molto2. Plug that one in.',
  molto2: null,
};
