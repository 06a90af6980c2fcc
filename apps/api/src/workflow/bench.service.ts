import { Injectable } from '@nestjs/common';
import { firstStateAtStation } from '@depot/contracts';
import type { BenchView, JobState, JobView, Me, NextJob, Route } from '@depot/contracts';
import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { Schema } from '../platform/database/schema/schema.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { mostSignIns } from '../self-service/self-states.js';
import { loadStation } from '../stations/load-station.js';
import { stationView } from '../stations/stations.service.js';
import { lockJob } from './job-record.js';
import type { JobRecord } from './job-record.js';
import { JobViews } from './job-views.js';
import { takeOrderBack } from './burn/orders.js';
import { moveJob } from './move-job.js';
import { onBench } from './on-bench.js';

/** Of what is in hand. */
const mostInHand = 60;

/** A day leaves hundreds of parcels: those of late are shown, the parcels’ screen has all. */
const mostParcels = 8;
const parcelStates: readonly JobState[] = ['packed', 'shipping'];

/** States in which no order of the old station is open, so that the bench may change. */
const comesOver: readonly JobState[] = [
  'verifying',
  'confirming',
  'registering',
  'activating',
  'packing',
  'packed',
  'stopped',
  'uncertain',
  'returned',
];

/** A station's bench: which jobs lie on it, taking the next one, putting one back. */
@Injectable()
export class BenchService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly views: JobViews,
  ) {}

  async bench(stationId: string, me: Me): Promise<BenchView> {
    const station = await loadStation(this.work.read, stationId);
    const inHand = onBench.filter((state) => !parcelStates.includes(state));
    const jobs = await this.#latest(stationId, inHand, mostInHand);
    const parcels = await this.#latest(stationId, parcelStates, mostParcels);
    const counted = await this.work.read
      .selectFrom('job')
      .select((row) => ['route', row.fn.countAll<number>().as('jobs')] as const)
      .where('state', '=', 'waiting')
      .where(hasNoCode)
      .groupBy('route')
      .execute();
    const of = (route: Route) => counted.find((each) => each.route === route)?.jobs ?? 0;
    const waitingOf = { qr: of('qr'), 'own-seed': of('own-seed'), import: of('import') };
    return {
      station: stationView(station),
      jobs: await this.views.many([...jobs.ids, ...parcels.ids], me),
      parcels: parcels.total,
      waiting: waitingOf.qr + waitingOf['own-seed'] + waitingOf.import,
      waitingOf,
    };
  }

  async #latest(
    stationId: string,
    states: readonly JobState[],
    most: number,
  ): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
    const rows = await this.work.read
      .selectFrom('job')
      .select(['id', sql<number>`count(*) OVER ()`.as('total')])
      .where('station_id', '=', stationId)
      .where('state', 'in', [...states])
      .orderBy('updated_at', 'desc')
      .limit(most)
      .execute();
    return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
  }

  /**
   * Takes the oldest waiting job to the station; two stations that ask at once get two jobs.
   * @throws ProblemError `nothing-waiting`, `station-paused`
   */
  async next(stationId: string, which: z.output<typeof NextJob>, actor: Actor): Promise<string> {
    const { batchId, routes, except } = which;
    const job = await this.work.run(async (trx) => {
      await refuseClosed(trx, stationId);
      const waiting = await trx
        .selectFrom('job')
        .selectAll()
        .where('state', '=', 'waiting')
        .where(hasNoCode)
        .$if(batchId !== undefined, (query) => query.where('batch_id', '=', batchId ?? ''))
        .$if(except.length > 0, (query) => query.where('id', 'not in', except))
        .$if(routes !== undefined, (query) => query.where('route', 'in', routes ?? []))
        .orderBy('number')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (waiting === undefined) throw new ProblemError('nothing-waiting');
      return take(trx, waiting, stationId, actor);
    });
    return job.id;
  }

  /** Takes this very job; one that stands still at another station's bench (its readers may be gone) comes over as it is. */
  async take(jobId: string, stationId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      await refuseClosed(trx, stationId);
      const job = await lockJob(trx, jobId);
      if (comesOver.includes(job.state)) await bringOver(trx, job, stationId, actor);
      else await take(trx, job, stationId, actor);
    });
  }

  /**
   * Puts a job back among those that wait, with whatever seed it has.
   * @throws ProblemError `move-refused` where it holds a token, or one is being written for it
   */
  async release(jobId: string, actor: Actor): Promise<void> {
    await this.work.run(async (trx) => {
      const job = await lockJob(trx, jobId);
      if (job.serial !== null) {
        throw new ProblemError(
          'move-refused',
          `Job ${String(job.number)} holds token ${job.serial}. Go on with it, or cancel.`,
        );
      }
      await takeOrderBack(trx, job);
      await moveJob(trx, job, 'release', { to: 'waiting', actor, set: { station_id: null } });
    });
  }

  view(jobId: string, me: Me): Promise<JobView> {
    return this.views.one(jobId, me);
  }
}

function take(trx: Trx, job: JobRecord, stationId: string, actor: Actor): Promise<JobRecord> {
  return moveJob(trx, job, 'take', { to: firstStateAtStation(job.route), actor, set: { station_id: stationId } });
}

async function bringOver(trx: Trx, job: JobRecord, stationId: string, actor: Actor): Promise<void> {
  if (job.station_id === stationId) return;
  const brought = await trx
    .updateTable('job')
    .set({ station_id: stationId })
    .where('id', '=', job.id)
    .where('state', '=', job.state)
    .where('attempt', '=', job.attempt)
    .returning('id')
    .executeTakeFirst();
  if (brought === undefined) throw new ProblemError('move-refused', 'The job was moved by somebody else a moment ago.');
  await recordEvents(trx, [
    {
      kind: 'job.brought-over',
      actor,
      batchId: job.batch_id,
      jobId: job.id,
      stationId,
      serial: job.serial,
      facts: { from: job.station_id },
    },
  ]);
}

async function refuseClosed(trx: Trx, stationId: string): Promise<void> {
  const station = await loadStation(trx, stationId);
  if (station.kiosk_id !== null) throw new ProblemError('station-self-service');
  if (station.paused_note !== null)
    throw new ProblemError('station-paused', `The station is paused: ${station.paused_note}`);
}

/** A job whose recipient has a code that is still good waits for them; only somebody who names it takes it before. */
function hasNoCode(row: ExpressionBuilder<Schema, 'job'>): Expression<SqlBool> {
  return row.not(
    row.exists(
      row
        .selectFrom('self_code')
        .select('self_code.id')
        .whereRef('self_code.job_id', '=', 'job.id')
        .where('voided_at', 'is', null)
        .where('sign_ins', '<', mostSignIns)
        .where('expires_at', '>', sql<Date>`now()`),
    ),
  );
}
