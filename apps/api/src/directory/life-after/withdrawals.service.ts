import { Injectable } from '@nestjs/common';
import type { WithdrawalQuery, WithdrawalView } from '@depot/contracts';
import type { Actor } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { Trx } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { loadJob } from '../../workflow/job-record.js';
import { portalSteps } from '../portal-steps.js';
import { dueAgain } from './ask-withdrawal.js';
import { about } from './withdrawal-runner.js';

/** What is shown of a token or a job, at most; all that are open, at most. */
const mostShown = 100;

/** Tokens that leave the directory, and what people say of it. */
@Injectable()
export class WithdrawalsService {
  constructor(private readonly work: UnitOfWork) {}

  /** Of a token or of a job, newest first; without either all that are not done. */
  async list(query: WithdrawalQuery): Promise<WithdrawalView[]> {
    const { serial, job } = query;
    const rows = await this.work.read
      .selectFrom('directory_withdrawal')
      .innerJoin('job', 'job.id', 'directory_withdrawal.job_id')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .selectAll('directory_withdrawal')
      .select(['job.number', 'job.route', 'recipient.upn'])
      .$if(serial !== undefined, (rows) => rows.where('directory_withdrawal.serial', '=', serial ?? ''))
      .$if(job !== undefined, (rows) => rows.where('directory_withdrawal.job_id', '=', job ?? ''))
      .$if(serial === undefined && job === undefined, (rows) => rows.where('directory_withdrawal.status', '!=', 'done'))
      .orderBy('directory_withdrawal.made_at', 'desc')
      .limit(mostShown)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      jobId: row.job_id,
      jobNumber: row.number,
      serial: row.serial,
      goal: row.goal,
      status: row.status,
      todo: row.status === 'by-hand' || row.status === 'stuck' ? portalSteps(row) : null,
      detail: row.detail,
      madeAt: row.made_at.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
    }));
  }

  /** Somebody did it in the portal. @throws ProblemError `move-refused` where nobody waits for that */
  async confirm(id: string, reason: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const row = await waiting(trx, id);
      await trx
        .updateTable('directory_withdrawal')
        .set({ status: 'done', done_at: new Date(), detail: null, code: null })
        .where('id', '=', id)
        .execute();
      // What is found there later under this serial is nobody's of ours.
      await trx
        .updateTable('directory_token')
        .set({ status: 'looking', user_id: null, device_id: null, method_id: null })
        .where('job_id', '=', row.job_id)
        .where('serial', '=', row.name)
        .execute();
      const job = await loadJob(trx, row.job_id);
      const event = about(row, job, { kind: 'directory.done-by-hand', facts: { token: row.name, reason } });
      await recordEvents(trx, [{ ...event, actor }]);
    });
  }

  /** Once more through the directory: a permission was given, a connection made. */
  async again(id: string): Promise<void> {
    await this.work.run(async (trx) => {
      const row = await waiting(trx, id);
      await dueAgain(trx, row, row.goal);
    });
  }
}

async function waiting(trx: Trx, id: string) {
  const row = await trx
    .selectFrom('directory_withdrawal')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new ProblemError('not-found', 'There is no such withdrawal.');
  if (row.status !== 'by-hand' && row.status !== 'stuck') {
    throw new ProblemError('move-refused', 'Nothing waits for this: the depot is at it, or it is done.');
  }
  return row;
}
