import { Injectable } from '@nestjs/common';
import type { NoticesView } from '@depot/contracts';
import { sql } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { outboxNotice } from '../platform/queue/outbox.js';
import { Notices } from './notices.js';

/** What did not go out, for whoever can mend it. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: Notices,
  ) {}

  async view(): Promise<NoticesView> {
    const rows = await this.work.read
      .selectFrom('notice')
      .leftJoin('job', 'job.id', 'notice.job_id')
      .select(['notice.id', 'kind', 'channel', 'job_id', 'job.number', 'status', 'trouble', 'answer', 'notice.tries'])
      .select('made_at')
      .where('status', 'in', ['due', 'stuck'])
      .where('trouble', 'is not', null)
      .orderBy('status', 'desc')
      .orderBy('made_at')
      .limit(100)
      .execute();
    return {
      ...this.notices.setUp,
      notices: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        channel: row.channel,
        jobId: row.job_id,
        jobNumber: row.number,
        stuck: row.status === 'stuck',
        trouble: row.trouble,
        answer: row.answer,
        tries: row.tries,
        madeAt: row.made_at.toISOString(),
      })),
    };
  }

  /** Once more, from the beginning. @throws ProblemError `not-found` where nothing is stuck under this id */
  async again(id: string, actor: Actor): Promise<NoticesView> {
    await this.work.run(async (trx) => {
      const row = await trx
        .updateTable('notice')
        .set((was) => ({
          status: 'due' as const,
          tries: 0,
          attempt: was('attempt', '+', 1),
          due_at: sql<Date>`clock_timestamp()`,
        }))
        .where('id', '=', id)
        .where('status', '=', 'stuck')
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) throw new ProblemError('not-found', 'No notice is stuck under this id.');
      await outboxNotice(trx, { noticeId: id, attempt: row.attempt });
      const facts = { kind: row.kind, channel: row.channel };
      await recordEvents(trx, [{ kind: 'notice.again', actor, jobId: row.job_id, facts }]);
    });
    return this.view();
  }
}
