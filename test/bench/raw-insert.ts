import type { Pools } from '@depot/api/database';

const rowsAtOnce = 1000;

/**
 * Writes the newest rows of some tables once more, into empty tables with the same indexes, in inserts of 1,000 rows, each its own
 * transaction and nothing else. @returns seconds that the inserts took
 */
export async function insertAgain(record: Pools['record'], tables: readonly string[], rows: number): Promise<number> {
  let seconds = 0;
  for (const table of tables) {
    await record.query(`CREATE TABLE depot.raw_${table} (LIKE depot.${table} INCLUDING DEFAULTS INCLUDING INDEXES)`);
    const order = table === 'event' ? 'id' : table === 'seed' ? 'created_at' : 'ctid';
    const found = await record.query(
      `SELECT * FROM (SELECT * FROM depot.${table} ORDER BY ${order} DESC LIMIT ${String(rows)}) AS newest`,
    );
    const kept = found.rows as Readonly<Record<string, unknown>>[];
    const columns = Object.keys(kept[0] ?? {});
    const inJson = await jsonColumns(record, table);
    for (let from = 0; from < kept.length; from += rowsAtOnce) {
      const some = kept.slice(from, from + rowsAtOnce);
      const values = some.flatMap((row) => columns.map((column) => asParameter(row[column], inJson.has(column))));
      const places = some.map(
        (_, at) => `(${columns.map((__, of) => `$${String(at * columns.length + of + 1)}`).join()})`,
      );
      const begun = performance.now();
      await record.query(
        `INSERT INTO depot.raw_${table} (${columns.map((column) => `"${column}"`).join()}) VALUES ${places.join()}`,
        values,
      );
      seconds += (performance.now() - begun) / 1000;
    }
  }
  return seconds;
}

async function jsonColumns(record: Pools['record'], table: string): Promise<ReadonlySet<unknown>> {
  const { rows } = await record.query(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = 'depot' AND table_name = '${table}' AND data_type IN ('json', 'jsonb')`,
  );
  return new Set((rows as { name: string }[]).map(({ name }) => name));
}

/** As pg writes it, which takes a list for an array of SQL. */
const asParameter = (value: unknown, inJson: boolean): unknown =>
  inJson && value !== null ? JSON.stringify(value) : value;
