import { sql } from 'kysely';
import type { Trx } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { theDepot } from '../actor.js';
import { recordEvents } from '../record-event.js';
import { signAnchor } from './signed-anchor.js';
import type { Signer } from './signed-anchor.js';

const dayMs = 86_400_000;

/** Signs where the chain stood when the last day (UTC) ended: once, whichever replicas think of it. @returns whether this one did */
export async function anchorDay(work: UnitOfWork, { now, signer }: { now: Date; signer: Signer }): Promise<boolean> {
  const today = new Date(Math.floor(now.getTime() / dayMs) * dayMs);
  const day = new Date(today.getTime() - dayMs).toISOString().slice(0, 10);
  // No later day counts: a clock that was wrong for an hour may have signed one that is years away.
  const known = await work.read.selectFrom('anchor').select('day').where('day', '=', day).execute();
  if (known.length > 0) return false;
  return work.run(async (trx) => {
    const head = await headBefore(trx, today);
    if (head === null) return false;
    const { seq, hash, at, key, signature } = signAnchor({ day, ...head, at: now.toISOString() }, signer);
    const made = await trx
      .insertInto('anchor')
      .values({ day, seq, hash, at: new Date(at), key, signature })
      .onConflict((conflict) => conflict.column('day').doNothing())
      .returning('day')
      .executeTakeFirst();
    if (made === undefined) return false;
    await recordEvents(trx, [{ kind: 'audit.anchored', actor: theDepot, facts: { day, seq, hash } }]);
    return true;
  });
}

/** The last link whose event came before this moment; null where the record begins later. */
async function headBefore(trx: Trx, moment: Date): Promise<{ seq: number; hash: string } | null> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    SELECT chain.seq, encode(chain.hash, 'hex') AS hash
    FROM depot.event_chain AS chain JOIN depot.event ON event.id = chain.event_id
    WHERE event.at < ${moment} ORDER BY chain.seq DESC LIMIT 1`.execute(trx);
  return rows[0] ?? null;
}
