import { states } from '@depot/contracts';
import type { DirectoryTask } from '@depot/contracts';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { theDepot } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { WithdrawalTable } from '../../platform/database/schema/life-after.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PassingProblem, ProblemError } from '../../platform/http/problem-error.js';
import { loadJob } from '../../workflow/job-record.js';
import type { JobRecord } from '../../workflow/job-record.js';
import type { Directory, WithdrawalAnswer } from '../directory.js';
import { portalSteps } from '../portal-steps.js';

type Row = Selectable<WithdrawalTable>;

/** After so many seconds it is tried again by itself where the directory was away: half a minute, then ever longer. */
const firstPause = 30;
const longestPause = 900;

/** Takes tokens out of the directory as the record says; whatever the queue does, each comes to one end. */
export class WithdrawalRunner {
  readonly #work: UnitOfWork;
  readonly #directory: Directory;

  constructor(work: UnitOfWork, directory: Directory) {
    this.#work = work;
    this.#directory = directory;
  }

  /** `lastTry`: the queue will not try this task again. */
  async run(task: Exclude<DirectoryTask, { kind: 'daily' }>, lastTry: boolean): Promise<void> {
    const row = await this.#work.read
      .selectFrom('directory_withdrawal')
      .innerJoin('job', 'job.id', 'directory_withdrawal.job_id')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .selectAll('directory_withdrawal')
      .select('recipient.upn')
      .where('directory_withdrawal.id', '=', task.id)
      .where('directory_withdrawal.attempt', '=', task.attempt)
      .where('directory_withdrawal.status', '=', 'due')
      .executeTakeFirst();
    if (row === undefined) return;
    const job = await loadJob(this.#work.read, row.job_id);
    try {
      await this.#answered(row, { job, upn: row.upn }, await this.#directory.withdraw(job, row));
    } catch (error) {
      if (error instanceof ProblemError && !(error instanceof PassingProblem)) await this.#refused(row, job, error);
      else if (lastTry) await this.#away(row, job, error);
      else throw error;
    }
  }

  async #answered(row: Row, { job, upn }: { job: JobRecord; upn: string }, answer: WithdrawalAnswer): Promise<void> {
    await this.#work.run(async (trx) => {
      const byHand = answer.became === 'by-hand';
      const change = byHand ? ({ status: 'by-hand' } as const) : ({ status: 'done', done_at: new Date() } as const);
      const changed = await trx
        .updateTable('directory_withdrawal')
        .set({ ...change, detail: null, code: null })
        .where('id', '=', row.id)
        .where('attempt', '=', row.attempt)
        .where('status', '=', 'due')
        .returning('id')
        .executeTakeFirst();
      if (changed === undefined) return;
      await answer.keep?.(trx);
      const kind = eventOf(row, answer, job);
      if (kind === null) return;
      const todo = byHand ? { detail: portalSteps({ route: job.route, goal: row.goal, name: row.name, upn }).en } : {};
      await recordEvents(trx, [about(row, job, { kind, facts: { token: row.name, ...todo } })]);
    });
  }

  async #refused(row: Row, job: JobRecord, problem: ProblemError): Promise<void> {
    await this.#work.run(async (trx) => {
      await trx
        .updateTable('directory_withdrawal')
        .set({ status: 'stuck', code: problem.code, detail: problem.message })
        .where('id', '=', row.id)
        .where('attempt', '=', row.attempt)
        .execute();
      const facts = { token: row.name, detail: problem.message, ...problem.facts };
      await recordEvents(trx, [about(row, job, { kind: 'directory.not-released', facts })]);
    });
  }

  /** Entra, or something of ours, is away: later again, and said once. */
  async #away(row: Row, job: JobRecord, error: unknown): Promise<void> {
    const problem = error instanceof ProblemError ? error : new ProblemError('directory-away');
    const seconds = Math.min(longestPause, firstPause * 2 ** Math.min(row.attempt, 10));
    await this.#work.run(async (trx) => {
      await trx
        .updateTable('directory_withdrawal')
        .set({
          attempt: row.attempt + 1,
          due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`,
          code: problem.code,
          detail: `${problem.message} It is tried again by itself.`,
        })
        .where('id', '=', row.id)
        .where('attempt', '=', row.attempt)
        .execute();
      if (row.code === problem.code) return;
      const facts = { token: row.name, detail: problem.message, ...problem.facts };
      await recordEvents(trx, [about(row, job, { kind: 'directory.not-yet-released', facts })]);
    });
  }
}

/** Null where there is nothing to say: a job that let go of its token before anything of it was there. */
function eventOf(row: Row, { became }: WithdrawalAnswer, job: JobRecord): string | null {
  switch (became) {
    case 'by-hand':
      return 'directory.by-hand';
    case 'nothing':
      return states[job.state].final === true && job.state !== 'cancelled' ? 'directory.nothing-there' : null;
    case 'done':
      return row.goal === 'deleted' ? 'directory.released' : 'directory.unassigned';
  }
}

export function about(
  row: Pick<Row, 'serial'>,
  job: JobRecord,
  event: { kind: string; facts: Readonly<Record<string, unknown>> },
) {
  return { ...event, actor: theDepot, batchId: job.batch_id, jobId: job.id, serial: row.serial };
}
