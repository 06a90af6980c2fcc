import { Injectable } from '@nestjs/common';
import { usualReadOutRules } from '@depot/contracts';
import type { ReadOutRules, SetReadOutRules } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Database } from '../platform/database/database.js';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';

/** Whether and how the helpdesk of a tenant may read codes out. Closed until an admin opens it. */
@Injectable()
export class ReadOutRulesService {
  constructor(private readonly work: UnitOfWork) {}

  async view(): Promise<ReadOutRules> {
    return rulesOf(this.work.read, await theTenant(this.work.read));
  }

  async set({ reason, ...rules }: SetReadOutRules, actor: Actor): Promise<ReadOutRules> {
    return this.work.run(async (trx) => {
      const tenant = await theTenant(trx);
      const before = await rulesOf(trx, tenant);
      const row = {
        open: rules.open,
        per_day: rules.perDay,
        per_shipment: rules.perShipment,
        questions: JSON.stringify(rules.questions),
        call_back: rules.callBack,
        privileged: rules.privileged,
        pass_first: rules.passFirst,
      };
      await trx
        .insertInto('read_out_rules')
        .values({ tenant_id: tenant, ...row })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
        .execute();
      const kind = rules.open === before.open ? 'changed' : rules.open ? 'opened' : 'closed';
      await recordEvents(trx, [{ kind: `read-out-rules.${kind}`, actor, facts: { reason, ...rules } }]);
      return rules;
    });
  }
}

export async function rulesOf(db: Database, tenantId: string): Promise<ReadOutRules> {
  const row = await db.selectFrom('read_out_rules').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (row === undefined) return usualReadOutRules;
  return {
    open: row.open,
    perDay: row.per_day,
    perShipment: row.per_shipment,
    questions: row.questions,
    callBack: row.call_back,
    privileged: row.privileged,
    passFirst: row.pass_first,
  };
}
