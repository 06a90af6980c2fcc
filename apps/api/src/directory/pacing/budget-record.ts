import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { newBudget } from './budget.js';
import type { Budget } from './budget.js';

/** Graph's clock in milliseconds: the record's own, which all replicas share, at the pace that was set. */
const clock = (speed: number) =>
  sql<number>`(extract(epoch FROM clock_timestamp()) * 1000 * ${speed}::float8)::float8`.as('now');

/** Changes a tenant's budget, one process at a time. */
export function changeBudget<T>(
  db: Database,
  { tenantId, speed }: { tenantId: string; speed: number },
  change: (budget: Budget, now: number) => T,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const read = () =>
      trx
        .selectFrom('graph_budget')
        .select(['budget', clock(speed)])
        .where('tenant_id', '=', tenantId)
        .forUpdate()
        .executeTakeFirst();
    let row = await read();
    if (row === undefined) {
      await trx
        .insertInto('graph_budget')
        .values({ tenant_id: tenantId, budget: JSON.stringify(newBudget(speed)) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      row = await read();
    }
    if (row === undefined) throw new Error('The budget of the tenant is gone.');
    const budget = ofSpeed(row.budget, speed);
    const result = change(budget, row.now);
    await trx
      .updateTable('graph_budget')
      .set({ budget: JSON.stringify(budget) })
      .where('tenant_id', '=', tenantId)
      .execute();
    return result;
  });
}

/** A tenant's budget as it stands; a new one where nothing was ever asked. */
export async function readBudget(
  db: Database,
  { tenantId, speed }: { tenantId: string; speed: number },
): Promise<{ budget: Budget; now: number }> {
  const row = await db
    .selectFrom('graph_budget')
    .select(['budget', clock(speed)])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row === undefined
    ? { budget: newBudget(speed), now: Date.now() * speed }
    : { budget: ofSpeed(row.budget, speed), now: row.now };
}

/** Times of a clock of another pace mean nothing here. */
function ofSpeed(kept: unknown, speed: number): Budget {
  const budget = kept as Budget;
  return budget.speed === speed ? budget : newBudget(speed);
}
