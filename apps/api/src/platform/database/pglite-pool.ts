import { EventEmitter } from 'node:events';
import { PGlite, types } from '@electric-sql/pglite';

/** One statement's result, as `pg` shapes it. */
export interface QueryResult {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: never[];
}

/**
 * PGlite behind the shape of a `pg.Pool`, for Kysely and for BullMQ. PGlite is one session, so a client
 * between BEGIN and COMMIT holds the turn and every other query waits for it.
 */
export class PglitePool extends EventEmitter {
  readonly #db: PGlite;
  #turn: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<PgliteClient>();
  readonly #channels = new Set<string>();
  #ended = false;

  private constructor(db: PGlite) {
    super();
    this.setMaxListeners(0);
    this.#db = db;
    db.onNotification((channel, payload) => {
      for (const client of this.#listeners) client.emit('notification', { channel, payload });
    });
  }

  static async open(folder: string): Promise<PglitePool> {
    const db = await PGlite.create({ dataDir: folder, parsers: { [types.INT8]: Number } });
    await db.exec('SET search_path TO bullmq');
    return new PglitePool(db);
  }

  connect(): Promise<PgliteClient> {
    const client = new PgliteClient(this);
    return Promise.resolve(client);
  }

  async query(text: string, parameters?: readonly unknown[]): Promise<QueryResult> {
    const pass = await this.take();
    try {
      return await this.execute(text, parameters);
    } finally {
      pass();
    }
  }

  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const pass = await this.take();
    pass();
    await this.#db.close();
  }

  /** Waits for the turn; the returned function passes it on. */
  async take(): Promise<() => void> {
    const before = this.#turn;
    let pass: () => void = () => undefined;
    this.#turn = new Promise((resolve) => {
      pass = resolve;
    });
    await before;
    return pass;
  }

  /** Runs a statement in the one session; only for whoever holds the turn. */
  async execute(text: string, parameters?: readonly unknown[]): Promise<QueryResult> {
    const listen = /^\s*(UN)?LISTEN\s+"?(\w+|\*)"?/i.exec(text);
    if (listen !== null) return this.#subscribe(listen[1] !== undefined, listen[2] ?? '');
    if (parameters !== undefined && parameters.length > 0) {
      const result = await this.#db.query(text, [...parameters]);
      return shape(result);
    }
    const results = await this.#db.exec(text);
    return shape(results.at(-1));
  }

  /** The session's subscriptions serve every client, so nobody's UNLISTEN may end them. */
  async #subscribe(end: boolean, channel: string): Promise<QueryResult> {
    if (!end && !this.#channels.has(channel)) {
      await this.#db.exec(`LISTEN "${channel}"`);
      this.#channels.add(channel);
    }
    return { command: 'LISTEN', rowCount: 0, rows: [] };
  }

  addListenerClient(client: PgliteClient): void {
    this.#listeners.add(client);
  }

  removeListenerClient(client: PgliteClient): void {
    this.#listeners.delete(client);
  }
}

/** One borrowed client: its transaction holds the session's turn from BEGIN to COMMIT or ROLLBACK. */
export class PgliteClient extends EventEmitter {
  readonly #pool: PglitePool;
  #pass: (() => void) | null = null;

  constructor(pool: PglitePool) {
    super();
    this.setMaxListeners(0);
    this.#pool = pool;
    pool.addListenerClient(this);
  }

  async query(text: string, parameters?: readonly unknown[]): Promise<QueryResult> {
    if (this.#pass !== null) {
      try {
        return await this.#pool.execute(text, parameters);
      } finally {
        if (/^\s*(commit|rollback(?!\s+to)|end)\b/i.test(text)) this.#passOn();
      }
    }
    if (/^\s*(begin|start\s+transaction)\b/i.test(text)) {
      this.#pass = await this.#pool.take();
      return this.#pool.execute(text, parameters);
    }
    return this.#pool.query(text, parameters);
  }

  release(): void {
    this.#pool.removeListenerClient(this);
    if (this.#pass === null) return;
    // Given back in the middle of a transaction: whatever it did is undone before anybody else gets the turn.
    void this.#pool.execute('ROLLBACK').finally(() => {
      this.#passOn();
    });
  }

  #passOn(): void {
    const pass = this.#pass;
    this.#pass = null;
    pass?.();
  }
}

function shape(result: { rows: unknown[]; affectedRows?: number; command?: string } | undefined): QueryResult {
  const rows = (result?.rows ?? []) as never[];
  return { command: result?.command ?? '', rowCount: Math.max(result?.affectedRows ?? 0, rows.length), rows };
}
