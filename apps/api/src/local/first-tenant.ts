import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

/** One tenant is normal: it is there from the first start. */
export async function makeFirstTenant(work: UnitOfWork): Promise<void> {
  await work.run(async (trx) => {
    const tenant = await trx.selectFrom('tenant').select('id').limit(1).executeTakeFirst();
    if (tenant !== undefined) return;
    await trx
      .insertInto('tenant')
      .values({ id: randomUUID(), name: 'Main tenant', domain: null, premium: false })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
  });
}
