import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** More different statements than the depot has; lists of other lengths make new ones, and a server keeps each for each client. */
const mostNames = 400;

/**
 * A `pg.Pool` for Kysely in which each statement has a name, so that PostgreSQL reads and plans it once for each client instead
 * of each time: of short statements that is the greater part of their cost.
 */
export class PreparedPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #names = new Map<string, string>();
  readonly #clients = new WeakMap<pg.PoolClient, PreparedClient>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client) ?? new PreparedClient(client, (text) => this.#nameOf(text));
    this.#clients.set(client, known);
    // Kysely asks for no more than this unless it streams rows.
    return known as unknown as PostgresPoolClient;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostNames) return known;
    const name = `depot-${String(this.#names.size)}`;
    this.#names.set(text, name);
    return name;
  }
}

/** What has no values may also be a COMMIT, or several statements in a row, which cannot be prepared. */
const isQuestion = /^select\b/i;

const begun: Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'> = { command: 'BEGIN', rowCount: null, rows: [] };

/** One client of the pool, in a transaction or not. */
class PreparedClient {
  readonly #client: pg.PoolClient;
  readonly #nameOf: (text: string) => string | undefined;
  /** BEGIN goes out together with the statement after it. */
  #owesBegin = false;

  constructor(client: pg.PoolClient, nameOf: (text: string) => string | undefined) {
    this.#client = client;
    this.#nameOf = nameOf;
  }

  async query(
    text: string,
    values: readonly unknown[],
  ): Promise<Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>> {
    if (values.length > 0) return this.#send(text, values);
    if (text === 'begin') {
      this.#owesBegin = true;
      return begun;
    }
    if (this.#owesBegin && (text === 'commit' || text === 'rollback')) {
      this.#owesBegin = false;
      return { ...begun, command: text.toUpperCase() };
    }
    return this.#send(text, values);
  }

  release(): void {
    this.#owesBegin = false;
    this.#client.release();
  }

  async #send(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const begins = this.#owesBegin ? this.#client.query('begin') : null;
    this.#owesBegin = false;
    const name = values.length > 0 || isQuestion.test(text) ? this.#nameOf(text) : undefined;
    const asked = this.#client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    if (begins !== null) await Promise.all([begins, asked]);
    return asked;
  }
}
