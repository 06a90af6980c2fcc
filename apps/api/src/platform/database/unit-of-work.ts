import type { Database, Trx } from './database.js';

/** What to wake once a transaction is committed: the outbox relay, the chain's sequencer. */
export type AfterCommit = (trx: Trx) => void;

/** Runs one move as one transaction and wakes, after the commit, those who act on what it left. */
export class UnitOfWork {
  readonly #db: Database;
  readonly #listeners = new Set<AfterCommit>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Outside any transaction: for reading. */
  get read(): Database {
    return this.#db;
  }

  onCommit(listener: AfterCommit): void {
    this.#listeners.add(listener);
  }

  async run<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    const { result, trx } = await this.#db
      .transaction()
      .execute(async (open) => ({ result: await work(open), trx: open }));
    for (const listener of this.#listeners) listener(trx);
    return result;
  }
}
