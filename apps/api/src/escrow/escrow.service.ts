import { Injectable } from '@nestjs/common';
import type { EscrowList } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { Vault } from '../platform/vault/vault.js';
import { lockJob } from '../workflow/job-record.js';
import { markedEvent } from './begin-escrow.js';
import { dayOf, horizons } from './escrow-rule.js';
import { escrowRow, liveEscrows, mayHold } from './escrow-rows.js';

const most = 500;

/** What is kept and what for, what will be destroyed, and keeping one of them a while longer. */
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
    const rows = await liveEscrows(this.work.read)
      .where('escrow.ends_at', '<', dayOf(now, Math.max(days, 1) + 1))
      .orderBy('escrow.ends_at')
      .orderBy('job.number')
      .limit(most)
      .execute();
    return { kept: await this.vault.keptFor(this.work.read), ending: rows.map((row) => escrowRow(row, now)) };
  }

  /**
   * Somebody keeps a seed beyond its end: until the longest escrow's, and no longer.
   * @throws ProblemError `not-found` where no such seed is kept, `escrow-fixed` where it has no end, or the longest already
   */
  async hold(seedId: string, { reason, days }: { reason: string; days: number }, actor: Actor): Promise<EscrowList> {
    await this.work.run(async (trx) => {
      const known = await trx.selectFrom('escrow').select('job_id').where('seed_id', '=', seedId).executeTakeFirst();
      if (known === undefined) throw new ProblemError('not-found', 'There is no seed in escrow under this id.');
      const job = await lockJob(trx, known.job_id);
      const row = await trx
        .selectFrom('escrow')
        .selectAll()
        .where('seed_id', '=', seedId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      if (row.over_at !== null) throw new ProblemError('seed-destroyed');
      if (row.ends_at === null)
        throw new ProblemError('escrow-fixed', `The seed of job ${String(job.number)} stays until its token arrives.`);
      if (!mayHold(row)) {
        throw new ProblemError(
          'escrow-fixed',
          `The seed of job ${String(job.number)} is kept as long as any may be, 30 days.`,
        );
      }
      const now = this.clock.now();
      const isMarked = row.longest_at < horizons(now).marked;
      await trx
        .updateTable('escrow')
        .set({
          ends_at: row.longest_at,
          warned_at: null,
          marked_at: isMarked ? now : null,
          held_name: actor.name,
          held_reason: reason,
          held_at: now,
        })
        .where('seed_id', '=', seedId)
        .execute();
      const about = { batchId: job.batch_id, jobId: job.id, serial: job.serial };
      const facts = { reason, expires: row.longest_at.toISOString() };
      await recordEvents(trx, [
        { kind: 'escrow.held', actor, ...about, facts },
        ...(isMarked ? [markedEvent({ ...job, job_id: job.id, ends_at: row.longest_at })] : []),
      ]);
    });
    return this.list(days);
  }
}
