import { randomUUID } from 'node:crypto';
import type { Trx } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { outboxDirectory } from '../../platform/queue/outbox.js';

/** The hour, in UTC, from which the day's comparison is due, and the same as the queue's cron pattern. */
export const comparisonHour = 3;
export const comparisonPattern = `0 ${String(comparisonHour)} * * *`;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** By when one comes by itself: at the day's hour, or within an hour from now where that went by without. */
export function nextByItself(now: Date, hadToday: boolean): Date {
  const hour = new Date(now);
  hour.setUTCHours(comparisonHour, 0, 0, 0);
  if (now < hour) return hour;
  return new Date(hadToday ? hour.getTime() + dayMs : now.getTime() + hourMs);
}

/** Puts a comparison on record and names it for the queue. @returns false where the day has had its own */
export async function askComparison(
  trx: Trx,
  asked: { tenantId: string; day: string | null; by: string | null },
): Promise<boolean> {
  const made = await trx
    .insertInto('directory_comparison')
    .values({ id: randomUUID(), tenant_id: asked.tenantId, day: asked.day, asked_by: asked.by })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'day']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return false;
  await outboxDirectory(trx, { kind: 'comparison', id: made.id, attempt: 0 });
  return true;
}

/** The day's comparison of every connected tenant, once, whichever replica and however often it is asked for. */
export async function askForToday(work: UnitOfWork, now: Date): Promise<void> {
  const tenants = await work.read.selectFrom('graph_connection').select('tenant_id').execute();
  const day = now.toISOString().slice(0, 10);
  for (const { tenant_id: tenantId } of tenants) {
    await work.run((trx) => askComparison(trx, { tenantId, day, by: null }));
  }
}
