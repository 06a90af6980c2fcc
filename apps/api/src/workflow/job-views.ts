import { Injectable } from '@nestjs/common';
import { JobState, instructionFor, movesFrom } from '@depot/contracts';
import type { EventView, JobPage, JobView, Me } from '@depot/contracts';
import { sql } from 'kysely';
import { eventView } from '../audit/event-view.js';
import { escrowOf } from '../escrow/escrow-rows.js';
import { overdueAt } from '../escrow/overdue-at.js';
import { compiledOnce } from '../platform/database/compiled-once.js';
import type { Database } from '../platform/database/database.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Clock } from '../platform/http/clock.js';
import { ProblemError } from '../platform/http/problem-error.js';
import { seedState } from '../platform/vault/seed-state.js';
import { addressColumns, postalAddress } from '../recipients/postal-address.js';
import { foundJobs } from './found-jobs.js';
import { familyOf, jobRow } from './job-row.js';
import { verifyTries } from './verify/tries.js';
import { rolesOfMove } from './roles-of-move.js';
import { shipmentOf } from './shipment-of.js';

export const pageSize = 50;

export interface JobFilter {
  readonly search?: string | undefined;
  readonly state?: readonly JobState[] | undefined;
  readonly batchId?: string | undefined;
  readonly page: number;
}

/** Jobs as people see them. */
@Injectable()
export class JobViews {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not-found` */
  async one(id: string, me: Pick<Me, 'roles'>): Promise<JobView> {
    const [view] = viewsOf(await thisJob(this.work.read, { id }), me, this.clock.now());
    if (view === undefined) throw new ProblemError('not-found', 'There is no such job.');
    return view;
  }

  async many(ids: readonly string[], me: Pick<Me, 'roles'>): Promise<JobView[]> {
    return ids.length === 0 ? [] : viewsOf(await theseJobs(this.work.read, { ids }), me, this.clock.now());
  }

  async page(filter: JobFilter): Promise<JobPage> {
    const matching = this.#filtered(filter);
    const { total } = await matching.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const rows = await matching
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .innerJoin('batch', 'batch.id', 'job.batch_id')
      .select([
        'job.id',
        'job.number',
        'job.batch_id',
        'batch.name as batch_name',
        'job.route',
        'job.state',
        'recipient.upn',
        'recipient.display_name',
        'recipient.privileged',
        'job.station_id',
        'job.serial',
        'job.profile',
        'job.wanted_profile',
        'job.family',
        'job.stop_code',
        'job.stop_detail',
        'job.updated_at',
      ])
      .orderBy('job.number')
      .limit(pageSize)
      .offset((filter.page - 1) * pageSize)
      .execute();
    return { jobs: rows.map(jobRow), total, page: filter.page, pageSize };
  }

  /** A job's events, oldest first. */
  async timeline(jobId: string): Promise<EventView[]> {
    const rows = await this.work.read
      .selectFrom('event')
      .leftJoin('event_chain', 'event_chain.event_id', 'event.id')
      .selectAll('event')
      .select('event_chain.seq')
      .where('job_id', '=', jobId)
      .orderBy('event.id')
      .execute();
    return rows.map(eventView);
  }

  #filtered(filter: JobFilter) {
    let query = this.work.read.selectFrom('job');
    if (filter.batchId !== undefined) query = query.where('job.batch_id', '=', filter.batchId);
    if (filter.state !== undefined && filter.state.length > 0)
      query = query.where('job.state', 'in', [...filter.state]);
    const search = filter.search?.trim() ?? '';
    return search === '' ? query : query.where('job.id', 'in', foundJobs(this.work.read, search));
  }
}

/** As this person may see them. */
function viewsOf(rows: readonly FullRow[], me: Pick<Me, 'roles'>, now: Date): JobView[] {
  const shown = me.roles.some((role) => role !== 'helpdesk') ? rows : rows.map(withoutAnswers);
  return shown.map((row): JobView => ({
    ...jobRow(row),
    recipient: {
      upn: row.upn,
      displayName: row.display_name,
      email: row.email,
      phone: row.phone,
      language: row.language,
      privileged: row.privileged,
      reference: row.reference,
      address: postalAddress(row),
    },
    stationName: row.station_name,
    family: familyOf(row),
    model: row.model,
    tokenKind: row.token_kind,
    algorithm: row.algorithm,
    period: row.period,
    drift: row.drift,
    generation: row.generation,
    triesLeft: Math.max(0, verifyTries - row.tries),
    resumes: row.resumes,
    order:
      row.order_id === null || row.order_status === null
        ? null
        : {
            id: row.order_id,
            status: row.order_status,
            reader: row.order_reader,
            serial: row.order_serial,
            profile: row.family === 'molto2' ? row.order_profile : null,
            declined: row.order_declined,
            declinedAs: row.order_declined_as,
            asks: row.order_asks,
          },
    shipment: shipmentOf(row),
    seed: row.seed_state ?? 'none',
    escrow: escrowOf(row, now),
    instruction: instructionFor(row.state, familyOf(row), { seedless: row.seed_state === 'destroyed' }),
    moves: movesFrom(row.state).filter((move) => rolesOfMove[move].some((role) => me.roles.includes(role))),
    replaces:
      row.old_job_id === null || row.old_number === null ? null : { jobId: row.old_job_id, jobNumber: row.old_number },
    replacedBy:
      row.new_job_id === null || row.new_number === null || row.way_in === null
        ? null
        : {
            jobId: row.new_job_id,
            jobNumber: row.new_number,
            waiting: row.way_in_ended_at === null,
            wayIn: row.way_in,
          },
    createdAt: row.created_at.toISOString(),
  }));
}

/** Whoever checks callers, and does nothing else here, does not see what they ask for. */
function withoutAnswers(row: FullRow): FullRow {
  const none = { email: null, phone: null, reference: null };
  const nowhere = { street: null, extra: null, postal_code: null, city: null, region: null, country: null };
  return { ...row, ...none, ...nowhere };
}

type FullRow = Awaited<ReturnType<typeof theseJobs>>[number];

/** A statement of its own: PostgreSQL keeps the plan for one job, and makes one anew for each list, at a millisecond. */
const thisJob = compiledOnce((db, given: { id: string }) => fullRows(db).where('job.id', '=', given.id));

const theseJobs = compiledOnce((db, given: { ids: readonly string[] }) =>
  fullRows(db)
    .where('job.id', '=', sql<string>`ANY(${given.ids})`)
    .orderBy('job.updated_at'),
);

function fullRows(db: Database) {
  return db
    .selectFrom('job')
    .innerJoin('batch', 'batch.id', 'job.batch_id')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .leftJoin('station', 'station.id', 'job.station_id')
    .leftJoin('shipment', 'shipment.id', 'job.shipment_id')
    .leftJoin('token', (join) =>
      join.onRef('token.serial', '=', 'job.serial').onRef('token.profile', '=', 'job.profile'),
    )
    .leftJoin('burn_order', (join) =>
      join.onRef('burn_order.job_id', '=', 'job.id').on('burn_order.status', 'in', ['waiting', 'reserved']),
    )
    .leftJoin('lost_job as lost', 'lost.job_id', 'job.id')
    .leftJoin('job as newer', 'newer.id', 'lost.new_job_id')
    .leftJoin('lost_job as made_good', 'made_good.new_job_id', 'job.id')
    .leftJoin('job as older', 'older.id', 'made_good.job_id')
    .leftJoin('escrow', 'escrow.seed_id', 'job.seed_id')
    .selectAll('job')
    .select([
      'lost.new_job_id',
      'lost.way_in',
      'lost.ended_at as way_in_ended_at',
      'newer.number as new_number',
      'made_good.job_id as old_job_id',
      'older.number as old_number',
      'escrow.until',
      'escrow.begun_at',
      'escrow.ends_at',
      'escrow.longest_at',
      'escrow.marked_at',
      'escrow.held_name',
      'escrow.held_reason',
      'escrow.held_at',
      'escrow.over_at',
      'escrow.over_by',
      'batch.name as batch_name',
      'recipient.upn',
      'recipient.display_name',
      'recipient.email',
      'recipient.phone',
      'recipient.language',
      'recipient.privileged',
      'recipient.reference',
      ...addressColumns,
      'station.name as station_name',
      'token.model',
      'token.kind as token_kind',
      'token.drift',
      'shipment.kind as shipment_kind',
      'shipment.carrier',
      'shipment.tracking',
      'shipment.sent_at',
      'shipment.delivered_at',
      'burn_order.id as order_id',
      'burn_order.status as order_status',
      'burn_order.reader as order_reader',
      'burn_order.serial as order_serial',
      'burn_order.profile as order_profile',
      'burn_order.declined as order_declined',
      'burn_order.declined_as as order_declined_as',
      'burn_order.asks as order_asks',
      seedState('job.seed_id').as('seed_state'),
      overdueAt.as('overdue_at'),
    ]);
}
