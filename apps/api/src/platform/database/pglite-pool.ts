import { EventEmitter } from 'node:events';
import { PGlite, types } from '@electric-sql/pglite';
import { PgliteStatements } from './pglite-statements.js';

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
  readonly #statements: PgliteStatements;
  #turn: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<PgliteClient>();
  readonly #channels = new Set<string>();
  #ended = false;

  private constructor(db: PGlite) {
    super();
    this.setMaxListeners(0);
    this.#db = db;
    this.#statements = new PgliteStatements(db);
    db.onNotification((channel, payload) => {
      for (const client of this.#listeners) client.notify(channel, payload);
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
    const pass = await this.take();
    try {
      if (this.#ended) return;
      this.#ended = true;
      await this.#db.close();
    } finally {
      pass();
    }
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
  async execute(text: string, parameters: readonly unknown[] = []): Promise<QueryResult> {
    if (this.#ended) throw new Error('The embedded record is closed.');
    // Without parameters it may be several statements, which cannot be prepared.
    const isOne = parameters.length > 0 || /^(begin|commit|rollback)$/i.test(text);
    if (isOne && this.#statements.takes(text)) return this.#statements.run(text, parameters);
    if (parameters.length > 0) return shape(await this.#db.query(text, [...parameters]));
    const results = await this.#db.exec(text);
    return shape(results.at(-1));
  }

  /** The session listens once for all its clients; nobody's UNLISTEN may end that for the others. */
  async listen(channel: string): Promise<void> {
    if (this.#channels.has(channel)) return;
    const pass = await this.take();
    try {
      await this.#db.exec(`LISTEN "${channel}"`);
      this.#channels.add(channel);
    } finally {
      pass();
    }
  }

  addListenerClient(client: PgliteClient): void {
    this.#listeners.add(client);
  }

  removeListenerClient(client: PgliteClient): void {
    this.#listeners.delete(client);
  }
}

/** One borrowed client: its transaction holds the session's turn from BEGIN to COMMIT or ROLLBACK. */
class PgliteClient extends EventEmitter {
  readonly #pool: PglitePool;
  readonly #channels = new Set<string>();
  #pass: (() => void) | null = null;

  constructor(pool: PglitePool) {
    super();
    this.setMaxListeners(0);
    this.#pool = pool;
    pool.addListenerClient(this);
  }

  /** Hands on what was sent on a channel this client listens to. */
  notify(channel: string, payload: string): void {
    if (this.#channels.has(channel)) this.emit('notification', { channel, payload });
  }

  async query(text: string, parameters?: readonly unknown[]): Promise<QueryResult> {
    const statement = withoutComments(text);
    const listen = /^(UN)?LISTEN\s+"?(\w+|\*)"?/i.exec(statement);
    if (listen !== null) return this.#listen(listen[1] === undefined, listen[2] ?? '');
    if (this.#pass !== null) {
      try {
        return await this.#pool.execute(text, parameters);
      } finally {
        if (/^(commit|rollback(?!\s+to)|end)\b/i.test(statement)) this.#passOn();
      }
    }
    if (/^(begin|start\s+transaction)\b/i.test(statement)) {
      this.#pass = await this.#pool.take();
      return this.#pool.execute(text, parameters);
    }
    return this.#pool.query(text, parameters);
  }

  async #listen(begin: boolean, channel: string): Promise<QueryResult> {
    if (begin) {
      await this.#pool.listen(channel);
      this.#channels.add(channel);
    } else if (channel === '*') this.#channels.clear();
    else this.#channels.delete(channel);
    return { command: begin ? 'LISTEN' : 'UNLISTEN', rowCount: 0, rows: [] };
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

/** BullMQ's statements open with comments; which statement it is stands below them. */
function withoutComments(text: string): string {
  return text.replace(/^(\s+|--[^\n]*\n)+/, '');
}

function shape(result: { rows: unknown[]; affectedRows?: number; command?: string } | undefined): QueryResult {
  const rows = (result?.rows ?? []) as never[];
  return { command: result?.command ?? '', rowCount: Math.max(result?.affectedRows ?? 0, rows.length), rows };
}
