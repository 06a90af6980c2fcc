import { protocol } from '@electric-sql/pglite';
import type { PGlite, messages } from '@electric-sql/pglite';
import type { QueryResult } from './pglite-pool.js';

/** More different statements than the depot and BullMQ have; lists of other lengths make new ones, and each is kept for good. */
const most = 500;

/** There is no autovacuum here that would say that a table has grown: a plan is made anew after so many uses. */
const usesOfPlan = 1000;

const { serialize } = protocol;

interface Statement {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly columns: readonly { readonly name: string; readonly parse: (text: string) => unknown }[];
  uses: number;
}

/**
 * Statements that PGlite reads and plans once instead of each time, and that go to it in one message: its own `query` sends six, one
 * after the other, and plans anew. For whoever holds the session's turn.
 */
export class PgliteStatements {
  readonly #db: PGlite;
  readonly #statements = new Map<string, Statement>();

  constructor(db: PGlite) {
    this.#db = db;
  }

  /** Whether `run` takes this statement: those it knows, and others while there is room. */
  takes(text: string): boolean {
    return this.#statements.size < most || this.#statements.has(text);
  }

  /** @throws the database's error, with its `code` */
  async run(text: string, values: readonly unknown[]): Promise<QueryResult> {
    const statement = await this.#prepared(text);
    statement.uses += 1;
    const bind = serialize.bind({
      statement: statement.name,
      values: values.map((value, at) => this.#write(value, statement.parameters[at])),
    });
    const answer = await this.#send(bind, serialize.execute({}), serialize.sync());
    return read(answer, statement);
  }

  async #prepared(text: string): Promise<Statement> {
    const known = this.#statements.get(text);
    if (known !== undefined && known.uses < usesOfPlan) return known;
    const name = known?.name ?? `depot-${String(this.#statements.size)}`;
    const answer = await this.#send(
      ...(known === undefined ? [] : [serialize.close({ type: 'S', name })]),
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    );
    const statement: Statement = { name, parameters: parametersOf(answer), columns: this.#columnsOf(answer), uses: 0 };
    this.#statements.set(text, statement);
    return statement;
  }

  #columnsOf(answer: readonly messages.BackendMessage[]): Statement['columns'] {
    const description = answer.find((message) => isOf<messages.RowDescriptionMessage>(message, 'rowDescription'));
    return (description?.fields ?? []).map(({ name, dataTypeID }) => {
      const parse = this.#db.parsers[dataTypeID];
      return { name, parse: parse === undefined ? String : (text: string): unknown => parse(text, dataTypeID) };
    });
  }

  #write(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const write = type === undefined ? undefined : this.#db.serializers[type];
    if (write !== undefined) return write(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  #send(...parts: readonly Uint8Array[]): Promise<messages.BackendMessage[]> {
    return this.#db.execProtocolStream(Buffer.concat(parts), { syncToFs: false });
  }
}

function parametersOf(answer: readonly messages.BackendMessage[]): readonly number[] {
  const name = 'parameterDescription';
  return answer.find((message) => isOf<messages.ParameterDescriptionMessage>(message, name))?.dataTypeIDs ?? [];
}

function read(answer: readonly messages.BackendMessage[], { columns }: Statement): QueryResult {
  const rows: Record<string, unknown>[] = [];
  let tag = '';
  for (const message of answer) {
    if (isOf<messages.CommandCompleteMessage>(message, 'commandComplete')) tag = message.text;
    if (!isOf<messages.DataRowMessage>(message, 'dataRow')) continue;
    const row: Record<string, unknown> = {};
    columns.forEach(({ name, parse }, at) => {
      const text = message.fields[at] ?? null;
      row[name] = text === null ? null : parse(text);
    });
    rows.push(row);
  }
  // "SELECT 2", "INSERT 0 5", "BEGIN"
  const words = tag.split(' ');
  return { command: words[0] ?? '', rowCount: Number(words.at(-1)) || rows.length, rows: rows as never[] };
}

function isOf<T extends messages.BackendMessage>(message: messages.BackendMessage, name: T['name']): message is T {
  return message.name === name;
}
