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
    for (let from = 0; from < kept.length; from += rowsAtOnce) {
      const some = kept.slice(from, from + rowsAtOnce);
      const values = some.flatMap((row) => columns.map((column) => asParameter(row[column])));
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

function asParameter(value: unknown): unknown {
  const isPlain = typeof value === 'object' && value !== null && !(value instanceof Date) && !ArrayBuffer.isView(value);
  return isPlain ? JSON.stringify(value) : value;
}
