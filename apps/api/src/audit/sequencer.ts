import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { compiledOnce } from '../platform/database/compiled-once.js';
import type { Database, Trx } from '../platform/database/database.js';
import type { EventTable } from '../platform/database/schema/events.js';
import { together } from '../platform/database/together.js';
import { commit, genesis, link } from './chain.js';

const chainHead = compiledOnce((db) =>
  db.selectFrom('event_chain').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1),
);

/** Key of the advisory lock under which one replica at a time lengthens the chain. */
const chainLock = 0x64_65_70_74;

/** The channel on which replicas tell each other that the chain has grown. */
export const chainChannel = 'depot_chain';

/**
 * Gives committed events their final order and hashes each onto the one before. One writer at a time, in
 * batches after the fact, so that the chain never serialises the transactions that make the events.
 * @returns how many events were chained.
 */
export async function extendChain(db: Database, batch = 500): Promise<number> {
  return db.transaction().execute((trx) => chainPending(trx, batch));
}

/** The same for every event that waits, in the caller's transaction, which keeps the chain to itself until it ends. */
export async function chainAllPending(trx: Trx, batch = 500): Promise<void> {
  while ((await chainPending(trx, batch)) > 0);
}

async function chainPending(trx: Trx, batch: number): Promise<number> {
  const [, pending, heads] = await together(
    sql`SELECT pg_advisory_xact_lock(${chainLock})`.execute(trx),
    sql<Selectable<EventTable>>`
      WITH taken AS (DELETE FROM depot.event_pending WHERE event_id IN (
        SELECT event_id FROM depot.event_pending ORDER BY event_id LIMIT ${batch}) RETURNING event_id)
      SELECT event.* FROM taken JOIN depot.event ON event.id = taken.event_id ORDER BY event.id`.execute(trx),
    chainHead(trx, {}),
  );
  if (pending.rows.length === 0) return 0;
  let hash: Uint8Array = heads[0]?.hash ?? genesis;
  let seq = heads[0]?.seq ?? 0;
  const links = pending.rows.map((event) => {
    if (event.salt === null) throw new Error(`Event ${String(event.id)} was erased before it was chained.`);
    seq += 1;
    const commitment = commit(event.salt, event);
    hash = link(hash, seq, { ...event, at: event.at.toISOString() }, commitment);
    return { seq, event_id: event.id, commitment, hash };
  });
  await together(
    trx.insertInto('event_chain').values(links).execute(),
    sql`SELECT pg_notify(${chainChannel}, ${String(seq)})`.execute(trx),
  );
  return links.length;
}
