import { ErasureFacts } from '../erasure.js';
import type { ErasedEvent } from '../erasure.js';
import type { RowLine } from '../export/export-line.js';
import { ExpiryFacts } from '../retention/expiry.js';
import { describe, findingAt } from './finding.js';
import type { Finding } from './finding.js';

/** What an expiry leaves of who did it. */
const nobody = { actor_id: null, actor_name: '', actor_address: null } as const;

/** Erased rows until the erasure or expiry that explains them comes: an edit cannot hide as an erasure that nobody made. */
export class Erasures {
  readonly #unexplained = new Map<number, RowLine>();
  #explained = 0;
  #count = 0;
  #expired = 0;

  /** Events whose facts were erased, and by how many erasures; and events whose time was over. */
  get counts(): { readonly erased: number; readonly erasures: number; readonly expired: number } {
    return { erased: this.#explained, erasures: this.#count, expired: this.#expired };
  }

  add(row: RowLine): void {
    this.#unexplained.set(row.event_id, row);
  }

  /** Takes an erasure's own row: what it names is explained, if it left what it says it left. */
  explain(erasure: RowLine): Finding | null {
    const parsed = ErasureFacts.safeParse(erasure.event?.payload.facts);
    if (!parsed.success) return null;
    this.#count += 1;
    for (const left of parsed.data.events) {
      const settled = this.#settle(left, erasure);
      if (settled === 'settled') this.#explained += 1;
      else if (settled !== null) return settled;
    }
    return null;
  }

  /** Takes an expiry's own row: what it names has lost who did it as well. */
  explainExpired(expiry: RowLine): Finding | null {
    const parsed = ExpiryFacts.safeParse(expiry.event?.payload.facts);
    if (!parsed.success) return null;
    for (const [first, last] of parsed.data.events) {
      for (let id = first; id <= last; id += 1) {
        const settled = this.#settle({ id, ...nobody }, expiry);
        if (settled === 'settled') this.#expired += 1;
        else if (settled !== null) return settled;
      }
    }
    return null;
  }

  /** Null where no erased row of this id waits for its explanation; a finding where it is not as it was left. */
  #settle(left: ErasedEvent, by: RowLine): Finding | 'settled' | null {
    const row = this.#unexplained.get(left.id);
    if (row?.event == null) return null;
    const { actor_id, actor_name, actor_address } = row.event.payload;
    if (actor_id !== left.actor_id || actor_name !== left.actor_name || actor_address !== left.actor_address) {
      const sentence = `Row ${String(row.seq)} (${describe(row)}) was edited after it was erased: who did it is not what row ${String(by.seq)} left there.`;
      return findingAt(row.seq, 'edited', { row, sentence });
    }
    this.#unexplained.delete(left.id);
    return 'settled';
  }

  /** The first erased row that no later erasure names. */
  firstUnexplained(): Finding | null {
    const [row] = this.#unexplained.values();
    if (row === undefined) return null;
    const sentence = `Row ${String(row.seq)} (${describe(row)}) was edited: its facts and salt are gone, and no erasure or expiry on the record names it.`;
    return findingAt(row.seq, 'unexplained-erasure', { row, sentence });
  }
}
