import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { Schema } from '../platform/database/schema/schema.js';

/** A record whose statements take as long as the test says: each waits until it is let go, and is then noted. */
export class SlowRecord {
  readonly db: Database;
  readonly written: CompiledQuery[] = [];
  #waiting: (() => void)[] = [];
  #isHeld = false;

  constructor() {
    const driver: Driver = {
      init: () => Promise.resolve(),
      acquireConnection: () => Promise.resolve(this.#connection()),
      beginTransaction: () => Promise.resolve(),
      commitTransaction: () => Promise.resolve(),
      rollbackTransaction: () => Promise.resolve(),
      releaseConnection: () => Promise.resolve(),
      destroy: () => Promise.resolve(),
    };
    this.db = new Kysely<Schema>({
      dialect: {
        createDriver: () => driver,
        createAdapter: () => new PostgresAdapter(),
        createQueryCompiler: () => new PostgresQueryCompiler(),
        createIntrospector: (db) => new PostgresIntrospector(db),
      },
    });
  }

  hold(): void {
    this.#isHeld = true;
  }

  /** Lets go what waits, the last first: nothing promises that statements on several connections end in their order. */
  async letGo(): Promise<void> {
    this.#isHeld = false;
    for (let rounds = 0; rounds < 20; rounds += 1) {
      for (const go of this.#waiting.splice(0).reverse()) go();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #connection(): DatabaseConnection {
    return {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
        if (this.#isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve));
        this.written.push(query);
        return { rows: [], numAffectedRows: 1n };
      },
      streamQuery: () => {
        throw new Error('Nobody streams here.');
      },
    };
  }
}
