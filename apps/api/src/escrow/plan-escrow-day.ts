import type { Database } from '../platform/database/database.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import { outboxEscrow } from '../platform/queue/outbox.js';
import { horizons } from './escrow-rule.js';
import { overdueToTell } from './overdue-escrows.js';

/** When a day's turn comes, UTC, as the queue's cron pattern has it. */
export const escrowPattern = '5 0 * * *';

/**
 * Puts the day on record, and on the queue: once, whichever replicas think of it. A day on which there is nothing to mark and nobody to warn is
 * not put down. @returns whether this one did
 */
export async function planEscrowDay(work: UnitOfWork, now: Date): Promise<boolean> {
  const day = now.toISOString().slice(0, 10);
  const known = await work.read.selectFrom('escrow_day').select('day').where('day', '=', day).executeTakeFirst();
  if (known !== undefined || !(await isAnythingDue(work.read, now))) return false;
  return work.run(async (trx) => {
    const made = await trx
      .insertInto('escrow_day')
      .values({ day, planned_at: now })
      .onConflict((conflict) => conflict.column('day').doNothing())
      .returning('day')
      .executeTakeFirst();
    if (made === undefined) return false;
    await outboxEscrow(trx, { kind: 'day', day });
    return true;
  });
}

async function isAnythingDue(db: Database, now: Date): Promise<boolean> {
  const { marked, warned } = horizons(now);
  const due = await db
    .selectFrom('escrow')
    .select('seed_id')
    .where('over_at', 'is', null)
    .where('ends_at', '<', warned)
    .where((is) =>
      is.or([is('warned_at', 'is', null), is.and([is('marked_at', 'is', null), is('ends_at', '<', marked)])]),
    )
    .limit(1)
    .execute();
  if (due.length > 0) return true;
  return (await overdueToTell(db, now).limit(1).execute()).length > 0;
}
