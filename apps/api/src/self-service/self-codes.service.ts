import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { groupedSelfCode, selfCodeLength, selfCodeLetters } from '@depot/contracts';
import type { SelfCodesMade } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { CodePrints } from '../platform/vault/code-prints.js';
import { stageOf } from './self-states.js';

export interface SelfCodeRequest {
  readonly jobIds?: string[] | undefined;
  readonly days: number;
}

/** The one-time codes with which a batch's recipients burn their own token. */
@Injectable()
export class SelfCodesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly prints: CodePrints,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a code for each of these jobs, or for each that waits; a job's earlier code is void from now on. The codes are in
   * the answer and nowhere else.
   * @throws ProblemError `not-found`, `move-refused` where the batch is not for self-service, or a job has nothing left to do
   */
  async make(batchId: string, request: SelfCodeRequest, actor: Actor): Promise<SelfCodesMade> {
    const expiresAt = new Date(this.clock.now().getTime() + request.days * 86_400_000);
    return this.work.run(async (trx) => {
      await requireSelfService(trx, batchId);
      const jobs = await jobsOf(trx, batchId, request.jobIds);
      const made = jobs.map((job) => ({ job, id: randomUUID(), code: drawCode() }));
      const ids = jobs.map(({ id }) => id);
      const voided = await voidCodes(trx, ids, this.clock.now());
      for (let start = 0; start < made.length; start += 500) {
        const rows = made.slice(start, start + 500).map(({ job, id, code }) => ({
          id,
          job_id: job.id,
          print: this.prints.of(code),
          expires_at: expiresAt,
        }));
        await trx.insertInto('self_code').values(rows).execute();
      }
      const about = (jobId: string) => ({ actor, batchId, jobId });
      await recordEvents(trx, [
        ...voided.map((jobId) => ({ kind: 'self.code-voided', ...about(jobId) })),
        ...ids.map((jobId) => ({
          kind: 'self.code-made',
          ...about(jobId),
          facts: { expires: expiresAt.toISOString() },
        })),
      ]);
      return {
        expiresAt: expiresAt.toISOString(),
        codes: made.map(({ job, code }) => ({
          jobId: job.id,
          number: job.number,
          upn: job.upn,
          displayName: job.display_name,
          email: job.email,
          language: job.language,
          code: groupedSelfCode(code),
        })),
      };
    });
  }
}

function drawCode(): string {
  return Array.from({ length: selfCodeLength }, () => selfCodeLetters[randomInt(selfCodeLetters.length)]).join('');
}

async function requireSelfService(trx: Trx, batchId: string): Promise<void> {
  const batch = await trx.selectFrom('batch').select('self_service').where('id', '=', batchId).executeTakeFirst();
  if (batch === undefined) throw new ProblemError('not-found', 'There is no such batch.');
  if (!batch.self_service) throw new ProblemError('move-refused', 'This batch was not made for self-service.');
}

async function jobsOf(trx: Trx, batchId: string, wanted: string[] | undefined) {
  // Nobody signs in with an earlier code of theirs while it is made void.
  await trx
    .selectFrom('job')
    .select('id')
    .where('batch_id', '=', batchId)
    .$if(wanted !== undefined, (query) => query.where('id', 'in', wanted ?? []))
    .orderBy('number')
    .forUpdate()
    .execute();
  const jobs = await trx
    .selectFrom('job')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .select(['job.id', 'job.number', 'job.state', 'upn', 'display_name', 'email', 'language'])
    .where('batch_id', '=', batchId)
    .$if(wanted !== undefined, (query) => query.where('job.id', 'in', wanted ?? []))
    .$if(wanted === undefined, (query) => query.where('state', '=', 'waiting'))
    .orderBy('job.number')
    .execute();
  if (wanted !== undefined && jobs.length < new Set(wanted).size) {
    throw new ProblemError('not-found', 'There is no such job in this batch.');
  }
  const done = jobs.find(({ state }) => stageOf[state] === 'done');
  if (done !== undefined) {
    throw new ProblemError('move-refused', `Job ${String(done.number)} is ${done.state}: a code would serve nobody.`);
  }
  return jobs;
}

/** @returns the jobs that had one */
async function voidCodes(trx: Trx, jobIds: string[], now: Date): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const voided = await trx
    .updateTable('self_code')
    .set({ voided_at: now })
    .where('job_id', 'in', jobIds)
    .where('voided_at', 'is', null)
    .returning('job_id')
    .execute();
  return voided.map(({ job_id: id }) => id);
}
