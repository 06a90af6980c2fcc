import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallerAnswer } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { CallerCheckTable } from '../platform/database/schema/read-out.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { EntraRoles } from '../directory/roles/entra-roles.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { lockJob } from '../workflow/job-record.js';
import { answers, askable } from './caller-questions.js';
import { loadParcel } from './load-parcel.js';
import { doorForAnother, doorWords } from './read-out-door.js';
import { checkMinutes, lockMinutes, minutesAfter, mostWrong } from './read-out-times.js';

type Check = Selectable<CallerCheckTable>;

/** The caller says who they are: the helpdesk types what it hears, and hears back whether it is right. */
@Injectable()
export class CallerChecks {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly roles: EntraRoles,
  ) {}

  /** Begins to ask. @throws ProblemError `read-out-closed`, `caller-locked`, `not-found` */
  async begin(jobId: string, personId: string): Promise<void> {
    await this.roles.refresh(jobId);
    const now = this.clock.now();
    await this.work.run(async (trx) => {
      await lockJob(trx, jobId);
      const { job, rules, facts } = await loadParcel(trx, jobId, now);
      const door = doorForAnother(facts, rules);
      if (door !== null) throw new ProblemError('read-out-closed', doorWords[door], { door });
      await refuseLocked(trx, job.recipient_id, now);
      await trx
        .insertInto('caller_check')
        .values({
          id: randomUUID(),
          job_id: jobId,
          recipient_id: job.recipient_id,
          person_id: personId,
          questions: JSON.stringify(askable(rules.questions, job)),
          matched: '[]',
          call_back: rules.callBack,
          until: minutesAfter(now, checkMinutes),
        })
        .execute();
    });
  }

  /** @returns whether it is right. @throws ProblemError `caller-check`, `caller-locked`, `not-found` */
  async answer(
    checkId: string,
    { question, answer }: CallerAnswer,
    actor: Actor,
  ): Promise<{ jobId: string; match: boolean }> {
    const now = this.clock.now();
    return this.work.run(async (trx) => {
      const check = await ownCheck(trx, checkId, { actor, now });
      if (!check.questions.includes(question)) throw new ProblemError('caller-check', 'This is not asked here.');
      const { job } = await loadParcel(trx, check.job_id, now);
      await refuseLocked(trx, check.recipient_id, now);
      const match = answers(question, answer, job);
      const matched = match && !check.matched.includes(question) ? [...check.matched, question] : check.matched;
      const after = await trx
        .updateTable('caller_check')
        .set(match ? { matched: JSON.stringify(matched) } : { wrong: check.wrong + 1, wrong_at: now })
        .where('id', '=', checkId)
        .returningAll()
        .executeTakeFirstOrThrow();
      const about = { actor, batchId: job.batch_id, jobId: job.id, serial: job.serial };
      if (!match) await recordEvents(trx, [{ kind: 'read-out.wrong-answer', ...about, facts: { question } }]);
      else if (isPassed(after)) await recordEvents(trx, [{ kind: 'read-out.caller-checked', ...about }]);
      return { jobId: job.id, match };
    });
  }

  /** Somebody of the helpdesk says that they called the number on record, and spoke to the caller. */
  async calledBack(checkId: string, actor: Actor): Promise<string> {
    const now = this.clock.now();
    return this.work.run(async (trx) => {
      const check = await ownCheck(trx, checkId, { actor, now });
      if (!check.call_back || !allMatched(check)) {
        throw new ProblemError('caller-check', 'Ask all the questions first, then call back.');
      }
      if (check.called_back_at === null) {
        await trx.updateTable('caller_check').set({ called_back_at: now }).where('id', '=', checkId).execute();
        const { job } = await loadParcel(trx, check.job_id, now);
        const about = { actor, batchId: job.batch_id, jobId: job.id, serial: job.serial };
        await recordEvents(trx, [
          { kind: 'read-out.called-back', ...about },
          { kind: 'read-out.caller-checked', ...about },
        ]);
      }
      return check.job_id;
    });
  }
}

export function isPassed(check: Check): boolean {
  return allMatched(check) && (!check.call_back || check.called_back_at !== null);
}

function allMatched({ questions, matched }: Check): boolean {
  return questions.length > 0 && questions.every((question) => matched.includes(question));
}

/**
 * A check by the person who began it, its job locked first.
 * @throws ProblemError `not-found`; `caller-check` when its time has passed
 */
export async function ownCheck(trx: Trx, id: string, by: { actor: Actor; now: Date }): Promise<Check> {
  const found = await trx.selectFrom('caller_check').select('job_id').where('id', '=', id).executeTakeFirst();
  if (found === undefined) throw new ProblemError('not-found', 'There is no such check.');
  await lockJob(trx, found.job_id);
  const check = await trx.selectFrom('caller_check').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  if (check.person_id !== by.actor.id) throw new ProblemError('caller-check', 'Somebody else checks this caller.');
  if (check.until <= by.now) throw new ProblemError('caller-check', 'Too much time has passed since this call began.');
  return check;
}

/** Whoever asks about one person in several parcels, or with several colleagues, has no more tries. */
async function refuseLocked(trx: Trx, recipientId: string, now: Date): Promise<void> {
  // In turn also where the recipient has several jobs.
  await trx.selectFrom('recipient').select('id').where('id', '=', recipientId).forUpdate().execute();
  const { wrong } = await trx
    .selectFrom('caller_check')
    .select((row) => row.fn.sum<number | null>('wrong').as('wrong'))
    .where('recipient_id', '=', recipientId)
    .where('wrong_at', '>', minutesAfter(now, -lockMinutes))
    .executeTakeFirstOrThrow();
  if ((wrong ?? 0) >= mostWrong) throw new ProblemError('caller-locked');
}
