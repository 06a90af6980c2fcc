import type { Compilable, CompiledQuery } from 'kysely';
import { constantsInText } from './constants-in-text.js';
import type { Database } from './database.js';

/** Stands for a value in a statement that is written before there is one. */
class Given {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement that is built and written down the first time it is asked, and from then on only gets other values: for those that
 * every request or step asks, and whose building would cost as much as their answer. What is no such value stands in the text.
 * @param build gets stand-ins for the values: it may put them into the statement, and must not look at them
 */
export function compiledOnce<Values extends object, Row>(
  build: (db: Database, given: Values) => Compilable<Row>,
): (db: Database, values: Values) => Promise<Row[]> {
  const standIns = new Proxy({} as Values, { get: (_, name) => new Given(String(name)) });
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    compiled ??= build(db.withPlugin(constantsInText), standIns).compile();
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Given ? (values as Readonly<Record<string, unknown>>)[parameter.name] : parameter,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
