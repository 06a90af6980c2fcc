import { ErasureFacts } from '../erasure.js';
import type { RowLine } from '../export/export-line.js';
import { describe, findingAt } from './finding.js';
import type { Finding } from './finding.js';

/** Erased rows until the erasure that explains them comes: an edit cannot hide as an erasure that nobody made. */
export class Erasures {
  readonly #unexplained = new Map<number, RowLine>();
  #explained = 0;
  #count = 0;

  /** Events whose facts were erased, and by how many erasures. */
  get counts(): { readonly erased: number; readonly erasures: number } {
    return { erased: this.#explained, erasures: this.#count };
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
      const row = this.#unexplained.get(left.id);
      if (row?.event == null) continue;
      const { actor_id, actor_name, actor_address } = row.event.payload;
      if (actor_id !== left.actor_id || actor_name !== left.actor_name || actor_address !== left.actor_address) {
        const sentence = `Row ${String(row.seq)} (${describe(row)}) was edited after it was erased: who did it is not whom the erasure in row ${String(erasure.seq)} left there.`;
        return findingAt(row.seq, 'edited', { row, sentence });
      }
      this.#unexplained.delete(left.id);
      this.#explained += 1;
    }
    return null;
  }

  /** The first erased row that no later erasure names. */
  firstUnexplained(): Finding | null {
    const [row] = this.#unexplained.values();
    if (row === undefined) return null;
    const sentence = `Row ${String(row.seq)} (${describe(row)}) was edited: its facts and salt are gone, and no erasure on the record names it.`;
    return findingAt(row.seq, 'unexplained-erasure', { row, sentence });
  }
}
