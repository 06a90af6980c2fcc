import { Injectable } from '@nestjs/common';
import { usualOverdueAfter } from '@depot/contracts';
import type { EscrowRules, SetEscrowRules } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Database } from '../platform/database/database.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

/** How long a token may be on its way before somebody has to decide what becomes of its seed. */
@Injectable()
export class EscrowRulesService {
  constructor(private readonly work: UnitOfWork) {}

  async view(): Promise<EscrowRules> {
    return escrowRulesOf(this.work.read, await theTenant(this.work.read));
  }

  /** It holds at once, for what is on its way already too. */
  async set({ reason, ...rules }: SetEscrowRules, actor: Actor): Promise<EscrowRules> {
    return this.work.run(async (trx) => {
      const row = { overdue_after: rules.overdueAfter };
      await trx
        .insertInto('escrow_rules')
        .values({ tenant_id: await theTenant(trx), ...row })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
        .execute();
      await recordEvents(trx, [{ kind: 'escrow-rules.changed', actor, facts: { reason, ...rules } }]);
      return rules;
    });
  }
}

export async function escrowRulesOf(db: Database, tenantId: string): Promise<EscrowRules> {
  const row = await db
    .selectFrom('escrow_rules')
    .select('overdue_after')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return { overdueAfter: row?.overdue_after ?? usualOverdueAfter };
}
