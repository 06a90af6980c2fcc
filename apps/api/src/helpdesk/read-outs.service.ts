import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AskReadOut, ReadOutView } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EntraRoles } from '../directory/roles/entra-roles.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { lockJob } from '../workflow/job-record.js';
import { isPassed, ownCheck } from './caller-check.service.js';
import { loadParcel } from './load-parcel.js';
import { doorForAnother, doorOf, doorWords, needsSecondPerson } from './read-out-door.js';
import { decideMinutes, lookMinutes, minutesAfter } from './read-out-times.js';
import { readOutView, readOuts, statusOf } from './read-out-view.js';

/** Read-outs are asked for by whoever checked the caller, and for privileged recipients decided by somebody else. */
@Injectable()
export class ReadOuts {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly roles: EntraRoles,
  ) {}

  /** Counted under the locks of job and recipient, so that two at once do not pass the cap. @throws ProblemError `caller-check`, `read-out-closed` */
  async ask(checkId: string, { reason, ticket }: AskReadOut, actor: Actor): Promise<string> {
    await this.#refreshRoles(checkId);
    const now = this.clock.now();
    return this.work.run(async (trx) => {
      const check = await ownCheck(trx, checkId, { actor, now });
      if (!isPassed(check)) throw new ProblemError('caller-check');
      await trx.selectFrom('recipient').select('id').where('id', '=', check.recipient_id).forUpdate().execute();
      const { job, rules, facts } = await loadParcel(trx, check.job_id, now);
      const door = doorForAnother(facts, rules);
      if (door !== null) throw new ProblemError('read-out-closed', doorWords[door], { door });
      if (job.seed_id === null || job.shipment_id === null)
        throw new ProblemError('read-out-closed', doorWords['not-posted']);
      const status = needsSecondPerson(facts) ? ('waiting' as const) : ('open' as const);
      const id = randomUUID();
      await trx
        .insertInto('read_out')
        .values({
          id,
          check_id: checkId,
          job_id: job.id,
          recipient_id: job.recipient_id,
          shipment_id: job.shipment_id,
          seed_id: job.seed_id,
          person_id: check.person_id,
          person_name: actor.name,
          reason,
          ticket,
          status,
          asked_at: now,
          until: minutesAfter(now, status === 'waiting' ? decideMinutes : lookMinutes),
        })
        .execute();
      const about = { actor, batchId: job.batch_id, jobId: job.id, serial: job.serial };
      await recordEvents(trx, [{ kind: 'read-out.asked', ...about, facts: { readOut: id, reason, ticket } }]);
      return job.id;
    });
  }

  /** Somebody may have been given a role since the call began. */
  async #refreshRoles(checkId: string): Promise<void> {
    const check = await this.work.read
      .selectFrom('caller_check')
      .select('job_id')
      .where('id', '=', checkId)
      .executeTakeFirst();
    if (check !== undefined) await this.roles.refresh(check.job_id);
  }

  /** Those that wait for a second person, the oldest first. */
  async waiting(): Promise<ReadOutView[]> {
    const now = this.clock.now();
    const rows = await readOuts(this.work.read)
      .where('read_out.status', '=', 'waiting')
      .where('until', '>', now)
      .orderBy('asked_at')
      .execute();
    return rows.map((row) => readOutView(row, now));
  }

  /** @throws ProblemError `not-found`, `not-your-role` for whoever asked, `read-out-over`, `read-out-closed` */
  async decide(id: string, approve: boolean, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.work.run(async (trx) => {
      const found = await trx.selectFrom('read_out').select('job_id').where('id', '=', id).executeTakeFirst();
      if (found === undefined) throw new ProblemError('not-found', 'There is no such read-out.');
      const job = await lockJob(trx, found.job_id);
      const row = await trx.selectFrom('read_out').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      if (row.person_id === actor.id) {
        throw new ProblemError('not-your-role', 'You asked for this read-out: somebody else decides it.');
      }
      if (statusOf(row, now) !== 'waiting') {
        throw new ProblemError('read-out-over', 'It has been decided already, or nobody did in time.');
      }
      const { rules, facts } = await loadParcel(trx, job.id, now);
      const door = approve ? doorOf(facts, rules) : null;
      if (door !== null) throw new ProblemError('read-out-closed', doorWords[door], { door });
      await trx
        .updateTable('read_out')
        .set({
          status: approve ? 'open' : 'declined',
          decided_by: actor.id,
          decided_name: actor.name,
          ...(approve ? { until: minutesAfter(now, lookMinutes) } : {}),
        })
        .where('id', '=', id)
        .execute();
      const about = { actor, batchId: job.batch_id, jobId: job.id, serial: job.serial };
      const kind = approve ? 'read-out.approved' : 'read-out.declined';
      await recordEvents(trx, [{ kind, ...about, facts: { readOut: id } }]);
    });
  }
}
