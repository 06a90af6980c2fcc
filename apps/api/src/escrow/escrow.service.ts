import { Injectable } from '@nestjs/common';
import type { EscrowList } from '@depot/contracts';
import { theTenant } from '../platform/database/the-tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { Vault } from '../platform/vault/vault.js';
import { dayOf } from './escrow-rule.js';
import { escrowRow, liveEscrows } from './escrow-rows.js';
import type { ListedEscrow } from './escrow-rows.js';
import { escrowRulesOf } from './escrow-rules.service.js';
import { overdueAt } from './overdue-at.js';

const most = 500;

/** What is kept and what for, what waits for a decision, what will be destroyed, and what is held. */
@Injectable()
export class EscrowService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @param days how many days to look ahead; today and tomorrow are always there */
  async list(days: number): Promise<EscrowList> {
    const now = this.clock.now();
    const db = this.work.read;
    const live = liveEscrows(db).limit(most);
    const [kept, { overdueAfter }, overdue, ending, held] = await Promise.all([
      this.vault.keptFor(db),
      theTenant(db).then((tenant) => escrowRulesOf(db, tenant)),
      live
        .where('escrow.ends_at', 'is', null)
        .where(overdueAt, '<=', now)
        .orderBy('overdue_at')
        .orderBy('job.number')
        .execute(),
      live
        .where('escrow.ends_at', '<', dayOf(now, Math.max(days, 1) + 1))
        .orderBy('escrow.ends_at')
        .orderBy('job.number')
        .execute(),
      live.where('escrow.held_at', 'is not', null).orderBy('escrow.held_at').orderBy('job.number').execute(),
    ]);
    const rows = (listed: ListedEscrow[]) => listed.map((row) => escrowRow(row, now));
    return { kept, overdueAfter, overdue: rows(overdue), ending: rows(ending), held: rows(held) };
  }
}
