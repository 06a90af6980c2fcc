import type { Client as Database } from 'pg';

/** A checksum over each of the depot's tables; the record must have come to rest. */
export async function recordChecksum(database: Database): Promise<Record<string, string>> {
  await atRest(database);
  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'depot' ORDER BY 1",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables.rows) {
    // That somebody was here is written down of whoever is signed in, whatever they are told.
    const row = name === 'session' ? "(to_jsonb(t) - 'used_at')" : 't';
    const sum = await database.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(${row}::text, E'\\n' ORDER BY ${row}::text)), '-') AS sum
       FROM depot."${name}" t`,
    );
    sums[name] = sum.rows[0]?.sum ?? '';
  }
  return sums;
}

/** The sequencer and the relay have done what earlier changes left them to do. */
async function atRest(database: Database): Promise<void> {
  let left = '';
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await database.query<{ what: string }>(
      `SELECT 'event ' || event.kind AS what FROM depot.event_pending JOIN depot.event ON event.id = event_id
       UNION ALL SELECT 'task ' || task_id FROM depot.outbox`,
    );
    if (rows.length === 0) return;
    left = rows.map(({ what }) => what).join(', ');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The record does not come to rest: ${left}.`);
}
