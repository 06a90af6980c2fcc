import { Injectable } from '@nestjs/common';
import { firstStateAtStation } from '@depot/contracts';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { CodePrints } from '../platform/vault/code-prints.js';
import { loadStation } from '../stations/load-station.js';
import { openOrder, takeOrderBack } from '../workflow/burn/orders.js';
import { lockJob } from '../workflow/job-record.js';
import type { JobRecord } from '../workflow/job-record.js';
import { moveJob } from '../workflow/move-job.js';
import { countWrongCode, refuseGuessing } from '../workflow/verify/wrong-codes.js';
import { idOfSecret, newSecret } from './kiosk-session.js';
import type { KioskSession, Visit } from './kiosk-session.js';
import { recipientActor, strangerAt } from './recipient-actor.js';
import { mostSignIns, openAtReader, stageOf } from './self-states.js';

/** How a visit ended. */
export type VisitEnd = 'left' | 'done' | 'idle' | 'staff' | 'replaced';

/** Recipients at kiosks: in by a one-time code, out by themselves, by idleness or by whoever comes next. */
@Injectable()
export class VisitsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly prints: CodePrints,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the code's job to the kiosk's station.
   * @returns the cookie's secret
   * @throws ProblemError `self-code-refused`, `self-code-spent`, `self-not-ready`, `station-paused`, `too-many-tries`
   */
  async signIn(kiosk: KioskSession, typed: string, address: string | null): Promise<{ secret: string; visit: Visit }> {
    const subject = { kind: 'self.code-refused', stationId: kiosk.stationId } as const;
    await refuseGuessing(this.work.read, subject);
    const code = await this.#find(typed);
    if (code === undefined) {
      await countWrongCode(this.work, subject, strangerAt(kiosk, address));
      throw new ProblemError('self-code-refused');
    }
    const recipient = { recipientId: code.recipient_id, jobNumber: code.number };
    const actor = recipientActor(recipient, address);
    await this.endAt({ stationId: kiosk.stationId }, 'replaced', actor);
    await this.endAt({ jobId: code.job_id }, 'replaced', actor);
    const secret = newSecret();
    const visit = {
      id: idOfSecret(secret),
      codeId: code.id,
      jobId: code.job_id,
      stationId: kiosk.stationId,
      ...recipient,
    };
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, code.job_id);
      const station = await loadStation(trx, kiosk.stationId);
      if (station.paused_note !== null) throw new ProblemError('station-paused');
      refuseSpent(job, code, this.clock.now());
      await bringHere(trx, job, { stationId: kiosk.stationId, returns: code.sign_ins > 0, actor });
      const live = await trx
        .updateTable('self_code')
        .set((row) => ({ sign_ins: row('sign_ins', '+', 1) }))
        .where('id', '=', code.id)
        .where('voided_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (live === undefined) throw new ProblemError('self-code-refused');
      const entered = await trx
        .insertInto('self_visit')
        .values({
          id: visit.id,
          code_id: code.id,
          job_id: code.job_id,
          station_id: kiosk.stationId,
          kiosk_id: kiosk.id,
          seen_at: this.clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      // Two at once: the other one was quicker.
      if (entered === undefined) throw new ProblemError('self-not-ready');
      await recordEvents(trx, [about(job, visit, { kind: 'self.signed-in', actor })]);
    });
    return { secret, visit };
  }

  /** Somebody is still there. */
  async touch(visit: Visit): Promise<void> {
    await this.work.read
      .updateTable('self_visit')
      .set({ seen_at: this.clock.now() })
      .where('id', '=', visit.id)
      .execute();
  }

  /** Ends a visit, if it still goes on; a job for which no token was begun waits again. */
  async end(visit: Pick<Visit, 'id' | 'jobId' | 'stationId'>, how: VisitEnd, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, visit.jobId);
      const ended = await trx.deleteFrom('self_visit').where('id', '=', visit.id).returning('id').executeTakeFirst();
      if (ended === undefined) return;
      await recordEvents(trx, [about(job, visit, { kind: 'self.ended', actor, facts: { how } })]);
      await putBack(trx, job, actor);
    });
  }

  /** Ends the visit at a station, or for a job, if there is one. */
  async endAt(where: { stationId: string } | { jobId: string }, how: VisitEnd, actor: Actor): Promise<void> {
    const visits = await this.work.read
      .selectFrom('self_visit')
      .select(['id', 'job_id', 'station_id'])
      .where((row) => ('jobId' in where ? row('job_id', '=', where.jobId) : row('station_id', '=', where.stationId)))
      .execute();
    for (const { id, job_id: jobId, station_id: stationId } of visits)
      await this.end({ id, jobId, stationId }, how, actor);
  }

  #find(typed: string) {
    return this.work.read
      .selectFrom('self_code')
      .innerJoin('job', 'job.id', 'self_code.job_id')
      .select(['self_code.id', 'job_id', 'job.number', 'job.recipient_id', 'expires_at', 'sign_ins'])
      .where('print', '=', this.prints.of(typed))
      .where('voided_at', 'is', null)
      .executeTakeFirst();
  }
}

function refuseSpent(job: JobRecord, code: { expires_at: Date; sign_ins: number }, now: Date): void {
  const spent = (why: string, words: string) => new ProblemError('self-code-spent', words, { why });
  if (stageOf[job.state] === 'done') throw spent('done', 'This token is made already.');
  if (code.expires_at <= now) throw spent('expired', 'The code’s last day has passed.');
  if (code.sign_ins >= mostSignIns) throw spent('often', 'The code was used as often as it may be.');
  if (stageOf[job.state] === 'desk') throw new ProblemError('self-not-ready');
}

/** As an operator would take it. A job that its recipient began elsewhere comes over where no token is awaited for it. */
async function bringHere(
  trx: Trx,
  job: JobRecord,
  { stationId, returns, actor }: { stationId: string; returns: boolean; actor: Actor },
): Promise<void> {
  if (await tokenAwaited(trx, job.id, stationId)) throw new ProblemError('self-not-ready');
  if (job.state === 'waiting') {
    await moveJob(trx, job, 'take', { to: firstStateAtStation(job.route), actor, set: { station_id: stationId } });
    return;
  }
  if (!returns) throw new ProblemError('self-not-ready');
  if (job.station_id === stationId) return;
  if (openAtReader.includes(job.state) || job.state === 'importing') throw new ProblemError('self-not-ready');
  await trx.updateTable('job').set({ station_id: stationId }).where('id', '=', job.id).execute();
  const facts = { from: job.station_id };
  await recordEvents(trx, [about(job, { stationId }, { kind: 'job.brought-over', actor, facts })]);
}

/** Whether the next token laid down there might serve another job. */
async function tokenAwaited(trx: Trx, jobId: string, stationId: string): Promise<boolean> {
  const other = await trx
    .selectFrom('burn_order')
    .innerJoin('job', 'job.id', 'burn_order.job_id')
    .select('burn_order.id')
    .where('burn_order.station_id', '=', stationId)
    .where('status', 'in', ['waiting', 'reserved'])
    .where('job.serial', 'is', null)
    .where('job.id', '!=', jobId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** Nobody lays a token down for it any more: it waits again, unless one was begun for it, or is being written. */
export async function putBack(trx: Trx, job: JobRecord, actor: Actor): Promise<void> {
  if (!openAtReader.includes(job.state) || job.serial !== null) return;
  if ((await openOrder(trx, job.id))?.status === 'reserved') return;
  await takeOrderBack(trx, job);
  await moveJob(trx, job, 'release', { to: 'waiting', actor, set: { station_id: null } });
}

function about(
  job: JobRecord,
  at: { stationId: string },
  event: { kind: string; actor: Actor; facts?: Record<string, unknown> },
) {
  return { ...event, batchId: job.batch_id, jobId: job.id, stationId: at.stationId, serial: job.serial };
}
