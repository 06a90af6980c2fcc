import { Injectable } from '@nestjs/common';
import type { Updateable } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { Notices } from '../notices/notices.js';
import type { Trx } from '../platform/database/database.js';
import type { EscrowTable } from '../platform/database/schema/escrow.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { lockJob } from '../workflow/job-record.js';
import type { JobRecord } from '../workflow/job-record.js';
import { markedEvent } from './begin-escrow.js';
import { dayMs, endAfterRelease, horizons, readRule } from './escrow-rule.js';
import { isOverdue, lockedEscrow, mayHold } from './escrow-rows.js';
import type { LockedEscrow } from './escrow-rows.js';
import { escrowRulesOf } from './escrow-rules.service.js';

interface Decision {
  readonly actor: Actor;
  readonly reason: string;
}

interface Deciding extends Decision {
  readonly job: JobRecord;
  readonly row: LockedEscrow;
  readonly now: Date;
}

const unheld = { held_name: null, held_reason: null, held_at: null, decide_at: null };

/** What a named person decides about a seed that is kept, with a reason: to keep it longer, to take that back, or that it goes. */
@Injectable()
export class EscrowDecisions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a seed beyond its end, until the longest escrow's and no longer; or one that is kept until the arrival for as many days again as an admin
   * chose, which takes back too that somebody put it down to be destroyed.
   * @throws ProblemError `not-found` where no such seed is kept, `seed-destroyed`, `escrow-fixed` where there is nothing to put off
   */
  hold(seedId: string, decision: Decision): Promise<void> {
    return this.#decide(seedId, decision, async (trx, deciding) => {
      const { job, row, now, actor, reason } = deciding;
      if (!mayHold(row, now)) throw new ProblemError('escrow-fixed', whyFixed(deciding));
      const held = { held_name: actor.name, held_reason: reason, held_at: now };
      if (row.until === 'arrival') {
        const { overdueAfter } = await escrowRulesOf(trx, job.tenant_id);
        const until = new Date(now.getTime() + overdueAfter * dayMs);
        await change(trx, seedId, { ends_at: null, marked_at: null, warned_at: null, decide_at: until, ...held });
        await this.#record(trx, 'escrow.held', deciding, until);
        return;
      }
      await this.#moveEnd(trx, seedId, { to: row.longest_at, now, and: held });
      await this.#record(trx, 'escrow.held', deciding, row.longest_at);
      if (row.longest_at < horizons(now).marked) await recordMark(trx, job, row.longest_at);
    });
  }

  /**
   * Takes a hold back: the end is what it was, but a day away at least.
   * @throws ProblemError `not-found`, `seed-destroyed`, `not-held`
   */
  release(seedId: string, decision: Decision): Promise<void> {
    return this.#decide(seedId, decision, async (trx, deciding) => {
      const { job, row, now } = deciding;
      if (row.held_at === null) throw new ProblemError('not-held');
      const rule = readRule(row.until);
      if (typeof rule !== 'number') {
        // Nothing is destroyed by that: as before the hold, somebody decides.
        await change(trx, seedId, { warned_at: null, ...unheld });
        await this.#record(trx, 'escrow.released', deciding, null);
        return;
      }
      const end = endAfterRelease(rule, row, now);
      // On its last day there is nothing left to bring forward: it stays put down as it was.
      const stays = end.getTime() === row.ends_at?.getTime();
      if (stays) await change(trx, seedId, unheld);
      else await this.#moveEnd(trx, seedId, { to: end, now, and: unheld });
      await this.#record(trx, 'escrow.released', deciding, end);
      if (stays) return;
      if (end < horizons(now).marked) await recordMark(trx, job, end);
      await this.#warnAtOnce(trx, seedId, { job, end, now });
    });
  }

  /**
   * Nobody knows when its token arrives, or whether: the seed is put down to be destroyed in a day, which a hold takes back until then.
   * @throws ProblemError `not-found`, `seed-destroyed`, `not-overdue`
   */
  end(seedId: string, decision: Decision): Promise<void> {
    return this.#decide(seedId, decision, async (trx, deciding) => {
      const { job, row, now } = deciding;
      if (!isOverdue(row, now)) throw new ProblemError('not-overdue');
      const end = new Date(now.getTime() + dayMs);
      const longest = { longest_at: new Date(Math.max(row.longest_at.getTime(), end.getTime())) };
      await this.#moveEnd(trx, seedId, { to: end, now, and: { ...unheld, ...longest } });
      await this.#record(trx, 'escrow.ended', deciding, end);
      await recordMark(trx, job, end);
      await this.#warnAtOnce(trx, seedId, { job, end, now });
    });
  }

  async #decide(
    seedId: string,
    decision: Decision,
    decide: (trx: Trx, deciding: Deciding) => Promise<void>,
  ): Promise<void> {
    await this.work.run(async (trx) => {
      const known = await trx.selectFrom('escrow').select('job_id').where('seed_id', '=', seedId).executeTakeFirst();
      if (known === undefined) throw new ProblemError('not-found', 'There is no seed in escrow under this id.');
      const job = await lockJob(trx, known.job_id);
      const row = await lockedEscrow(trx, seedId);
      if (row.over_at !== null) throw new ProblemError('seed-destroyed');
      await decide(trx, { ...decision, job, row, now: this.clock.now() });
    });
  }

  /** An end that is near is put down with it, as the day's turn would have. */
  #moveEnd(trx: Trx, seedId: string, { to, now, and }: { to: Date; now: Date; and: EscrowChange }): Promise<void> {
    const marked = to < horizons(now).marked ? now : null;
    return change(trx, seedId, { ends_at: to, warned_at: null, marked_at: marked, ...and });
  }

  /** What ends within days and was not to end a moment ago: the day's turn would tell it too late, or when it is over. */
  async #warnAtOnce(
    trx: Trx,
    seedId: string,
    { job, end, now }: { job: JobRecord; end: Date; now: Date },
  ): Promise<void> {
    if (end >= horizons(now).warned) return;
    await change(trx, seedId, { warned_at: now });
    await this.notices.notify(trx, { kind: 'escrow-ends', jobId: job.id });
  }

  #record(trx: Trx, kind: string, { job, actor, reason }: Deciding, end: Date | null): Promise<void> {
    const about = { batchId: job.batch_id, jobId: job.id, serial: job.serial };
    return recordEvents(trx, [{ kind, actor, ...about, facts: { reason, expires: end?.toISOString() ?? null } }]);
  }
}

type EscrowChange = Updateable<EscrowTable>;

async function change(trx: Trx, seedId: string, to: EscrowChange): Promise<void> {
  await trx.updateTable('escrow').set(to).where('seed_id', '=', seedId).execute();
}

async function recordMark(trx: Trx, job: JobRecord, end: Date): Promise<void> {
  await recordEvents(trx, [markedEvent({ ...job, job_id: job.id, ends_at: end })]);
}

function whyFixed({ job, row }: Deciding): string {
  return row.until === 'arrival'
    ? `The seed of job ${String(job.number)} stays until its token arrives.`
    : `The seed of job ${String(job.number)} is kept as long as any may be, 30 days.`;
}
