import type { Database, Trx } from '../platform/database/database.js';
import { dayOf } from './escrow-rule.js';
import { overdueAt } from './overdue-at.js';

/** While nobody decides, the staff are told again after so many days. */
export const againAfterDays = 7;

/** Seeds about which somebody has to decide, and of which nobody was told within a week. */
export function overdueToTell(db: Database, now: Date) {
  return db
    .selectFrom('escrow')
    .innerJoin('job', 'job.id', 'escrow.job_id')
    .leftJoin('shipment', 'shipment.id', 'job.shipment_id')
    .select('escrow.seed_id')
    .where('escrow.over_at', 'is', null)
    .where('escrow.ends_at', 'is', null)
    .where(overdueAt, '<=', now)
    .where((is) =>
      is.or([is('escrow.warned_at', 'is', null), is('escrow.warned_at', '<', dayOf(now, 1 - againAfterDays))]),
    );
}

/** @returns of how many the staff are to be told */
export async function warnOfOverdue(trx: Trx, now: Date): Promise<number> {
  const rows = await trx
    .updateTable('escrow')
    .set({ warned_at: now })
    .where('seed_id', 'in', overdueToTell(trx, now))
    .returning('seed_id')
    .execute();
  return rows.length;
}
