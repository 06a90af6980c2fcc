import type { EscrowTask } from '@depot/contracts';
import { theDepot } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Notices } from '../notices/notices.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Clock } from '../platform/http/clock.js';
import type { Vault } from '../platform/vault/vault.js';
import { lockJob } from '../workflow/job-record.js';
import { markedEvent } from './begin-escrow.js';
import { horizons, isOver } from './escrow-rule.js';
import { warnOfOverdue } from './overdue-escrows.js';
import { planEscrowDay } from './plan-escrow-day.js';

const atOnce = 500;

interface Deps {
  readonly work: UnitOfWork;
  readonly vault: Vault;
  readonly notices: Notices;
  readonly clock: Clock;
}

/** Warns, marks and destroys, by what the record says is due. */
export class EscrowRunner {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async run(task: EscrowTask): Promise<void> {
    if (task.kind === 'daily') await planEscrowDay(this.#deps.work, this.#deps.clock.now());
    else if (task.kind === 'day') await this.#day(task.day);
    else await this.#end(task.seedId);
  }

  /** Puts down what will be destroyed tomorrow, warns of what ends on the day after. A day that was missed is made good for by the next. */
  async #day(day: string): Promise<void> {
    const { work, clock, notices } = this.#deps;
    const due = await work.read
      .selectFrom('escrow_day')
      .select('day')
      .where('day', '=', day)
      .where('status', '=', 'due')
      .executeTakeFirst();
    if (due === undefined) return;
    const now = clock.now();
    // As its mail has it: what a later day warns of is named in that day's, however late this one comes.
    const { warned: horizon } = horizons(new Date(`${day}T00:00:00Z`));
    let marked = 0;
    for (let last = atOnce; last === atOnce; marked += last) last = await this.#mark(now);
    await work.run(async (trx) => {
      const done = await trx
        .updateTable('escrow_day')
        .set({ status: 'done', done_at: now, marked })
        .where('day', '=', day)
        .where('status', '=', 'due')
        .returning('day')
        .executeTakeFirst();
      if (done === undefined) return;
      const warned = await trx
        .updateTable('escrow')
        .set({ warned_at: now })
        .where('over_at', 'is', null)
        .where('warned_at', 'is', null)
        .where('ends_at', '<', horizon)
        .returning('seed_id')
        .execute();
      const overdue = await warnOfOverdue(trx, now);
      const counts = { warned: warned.length, overdue };
      await trx.updateTable('escrow_day').set(counts).where('day', '=', day).execute();
      if (warned.length > 0) await notices.notify(trx, { kind: 'escrow-ends', jobId: null, day });
      if (overdue > 0) await notices.notify(trx, { kind: 'escrow-overdue', jobId: null, day });
      const facts = { day, marked, ...counts };
      await recordEvents(trx, [{ kind: 'escrow.day', actor: theDepot, facts }]);
    });
  }

  /** @returns how many; fewer than are taken at once were all there were */
  #mark(now: Date): Promise<number> {
    return this.#deps.work.run(async (trx) => {
      const due = trx
        .selectFrom('escrow')
        .select('seed_id')
        .where('over_at', 'is', null)
        .where('marked_at', 'is', null)
        .where('ends_at', '<', horizons(now).marked)
        .limit(atOnce);
      const rows = await trx
        .updateTable('escrow')
        .set({ marked_at: now })
        .where('seed_id', 'in', due)
        .where('marked_at', 'is', null)
        .returning(['job_id', 'ends_at'])
        .execute();
      if (rows.length === 0) return 0;
      const jobs = await trx
        .selectFrom('job')
        .select(['id', 'batch_id', 'serial'])
        .where(
          'id',
          'in',
          rows.map(({ job_id: id }) => id),
        )
        .execute();
      const known = new Map(jobs.map((job) => [job.id, job]));
      const events = rows.flatMap((row) => {
        const job = known.get(row.job_id);
        return job === undefined ? [] : [markedEvent({ ...job, ...row })];
      });
      await recordEvents(trx, events);
      return rows.length;
    });
  }

  /** Nobody held it: its time is over. */
  async #end(seedId: string): Promise<void> {
    const { work, vault, clock } = this.#deps;
    await work.run(async (trx) => {
      const found = await trx.selectFrom('escrow').select('job_id').where('seed_id', '=', seedId).executeTakeFirst();
      if (found === undefined) return;
      const job = await lockJob(trx, found.job_id);
      const row = await trx
        .selectFrom('escrow')
        .selectAll()
        .where('seed_id', '=', seedId)
        .forUpdate()
        .executeTakeFirst();
      // Held, arrived or back in stock since it was put on the queue.
      if (row?.over_at !== null || !isOver(row, clock.now())) return;
      const of = { actor: theDepot, reason: whyOver(row), jobId: job.id, serial: job.serial };
      await vault.destroy(trx, seedId, { ...of, escrow: 'time' });
    });
  }
}

function whyOver({ until, held_at: held }: { until: string; held_at: Date | null }): string {
  if (until === 'arrival') return 'its token did not arrive, and somebody ended its escrow';
  return held === null ? 'its escrow is over' : 'its escrow is over, and the hold with it';
}
