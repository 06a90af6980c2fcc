import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

const askAgainMs = 250;

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
  #isClosed = false;
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

  /** From now on nobody waits any more for a server that is away. */
  close(): void {
    this.#isClosed = true;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** As `query`, once the server is there. */
  async queryPatiently<Row>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    for (;;) {
      try {
        return await this.#pool.query<Row>(text, parameters);
      } catch (error) {
        if (this.#isClosed || !isAway(error)) throw error;
        await pause(askAgainMs);
      }
    }
  }

  /** From now on the client hears what is sent on the channel, until it is released or told that the session was lost. */
  async listen(client: ListeningClient, statement: string): Promise<void> {
    const session = this.#session ?? this.#open();
    this.#session = session;
    this.#listeners.add(client);
    await (this.#told.get(statement) ?? this.#tell(session, statement));
  }

  /** What was refused is said again by the next who asks: a server may take tomorrow what it refuses today, such as one that is in recovery. */
  #tell(session: Promise<PgPoolClient>, statement: string): Promise<unknown> {
    const told = session.then((client) => client.query(statement));
    this.#told.set(statement, told);
    told.catch(() => {
      if (this.#told.get(statement) === told) this.#told.delete(statement);
    });
    return told;
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

/** No server answered, or one that takes nobody yet. Source: PostgreSQL, appendix A: classes 08 and 57P, and 53300. */
function isAway(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^[0-9FHPX][0-9A-Z]{4}$/.test(code) || /^(08|57P|53300)/.test(code);
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
    // What each queue and worker asks once, before it begins. It remembers the answer for good, a refusal too: one that was made while the
    // server was only just starting would refuse, and ask itself, for ever, at once and without letting anybody else run.
    return this.#pool.queryPatiently<Row>(text, parameters);
  }

  release(): void {
    this.#pool.leave(this);
  }
}
