import { EventEmitter } from 'node:events';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

/**
 * The pool that BullMQ gets on PostgreSQL. Each of its workers borrows a client for good, to LISTEN; here they share one session, for PostgreSQL
 * wakes every session that listens for each task that is put on any queue, and has no more than so many of them.
 * Statements run wherever the pool has a client free.
 */
export class SharedListening extends EventEmitter implements PgPool {
  /** BullMQ looks here whether a silent loss of the session would be noticed. */
  readonly options = { keepAlive: true };
  readonly #pool: PgPool;
  readonly #listeners = new Set<ListeningClient>();
  #session: Promise<PgPoolClient> | null = null;
  /** What the session has been told to listen to, once for all. */
  readonly #told = new Map<string, Promise<unknown>>();

  constructor(pool: PgPool) {
    super();
    this.setMaxListeners(0);
    this.#pool = pool;
    pool.on('error', (error) => {
      if (this.listenerCount('error') > 0) this.emit('error', error);
    });
  }

  query<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return this.#pool.query<Row>(text, parameters);
  }

  connect(): Promise<PgPoolClient> {
    const client = new ListeningClient(this);
    return Promise.resolve(client);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** From now on the client hears what is sent on the channel, until it is released or told that the session was lost. */
  async listen(client: ListeningClient, statement: string): Promise<void> {
    const session = this.#session ?? this.#open();
    this.#session = session;
    this.#listeners.add(client);
    const told = this.#told.get(statement) ?? session.then((client) => client.query(statement));
    this.#told.set(statement, told);
    await told;
  }

  /** The last one to leave ends the session: nothing that it listened to may reach its next borrower. */
  leave(client: ListeningClient): void {
    if (!this.#listeners.delete(client) || this.#listeners.size > 0) return;
    const session = this.#session;
    this.#forget();
    void session?.then(end, () => undefined);
  }

  #open(): Promise<PgPoolClient> {
    const opening = this.#pool.connect().then((session) => {
      session.on('notification', (message) => {
        for (const listener of this.#listeners) listener.emit('notification', message);
      });
      session.on('error', (error) => {
        if (this.#session === opening) this.#lose(session, error);
      });
      return session;
    });
    opening.catch(() => {
      if (this.#session === opening) this.#forget();
    });
    return opening;
  }

  #forget(): void {
    this.#session = null;
    this.#told.clear();
  }

  /** Each worker is told, as it would be of a client of its own, and listens anew. */
  #lose(session: PgPoolClient, error: Error): void {
    this.#forget();
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    end(session);
    for (const listener of listeners) if (listener.listenerCount('error') > 0) listener.emit('error', error);
  }
}

function end(session: PgPoolClient): void {
  session.removeAllListeners();
  session.on('error', () => undefined);
  session.release(true);
}

const listening = /^(\s+|--[^\n]*\n)*LISTEN\s/i;
const naming = /set_config\('application_name'/;

/** What a worker borrows: a place in the shared session. */
class ListeningClient
  extends EventEmitter<{ notification: [PgNotification]; error: [Error]; end: [] }>
  implements PgPoolClient
{
  readonly #pool: SharedListening;

  constructor(pool: SharedListening) {
    super();
    this.setMaxListeners(0);
    this.#pool = pool;
  }

  async query<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    if (listening.test(text)) {
      await this.#pool.listen(this, text);
      return { rows: [] };
    }
    // A session of many workers has the name of none.
    if (naming.test(text)) return { rows: [] };
    return this.#pool.query<Row>(text, parameters);
  }

  release(): void {
    this.#pool.leave(this);
  }
}
