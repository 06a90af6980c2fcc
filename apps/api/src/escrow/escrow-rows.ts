import type { EscrowRow, EscrowView } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Database, Trx } from '../platform/database/database.js';
import type { EscrowTable } from '../platform/database/schema/escrow.js';
import { shipmentOf } from '../workflow/shipment-of.js';
import { dayOf, destructionOf, horizons, readRule } from './escrow-rule.js';
import { overdueAt } from './overdue-at.js';

type EscrowRecord = Selectable<EscrowTable>;
type Told = Omit<EscrowRecord, 'seed_id' | 'job_id' | 'warned_at' | 'decide_at'> & { readonly overdue_at: Date | null };

/** The same columns of a query in which there may be no such row. */
export type MaybeEscrow = { readonly [Column in keyof Told]: Told[Column] | null };

/** A job's escrow as people see it; null before it begins. */
export function escrowOf(row: MaybeEscrow, now: Date): EscrowView | null {
  const { until, begun_at: begun, longest_at: longest } = row;
  if (until === null || begun === null || longest === null) return null;
  return escrowView({ ...row, until, begun_at: begun, longest_at: longest }, now);
}

function escrowView(row: Told, now: Date): EscrowView {
  const end = row.over_at === null ? destructionOf(row, now) : null;
  return {
    until: readRule(row.until),
    begunAt: row.begun_at.toISOString(),
    endsAt: end?.toISOString() ?? null,
    markedAt: row.marked_at?.toISOString() ?? null,
    hold:
      row.held_at === null
        ? null
        : { by: row.held_name ?? '', reason: row.held_reason ?? '', since: row.held_at.toISOString() },
    endsSoon: end !== null && end < horizons(now).warned,
    overdueAt: row.overdue_at?.toISOString() ?? null,
    overdue: isOverdue(row, now),
    over: row.over_at === null || row.over_by === null ? null : { at: row.over_at.toISOString(), by: row.over_by },
  };
}

export type LockedEscrow = EscrowRecord & { readonly overdue_at: Date | null };

/** In a transaction that has locked its job. */
export async function lockedEscrow(trx: Trx, seedId: string): Promise<LockedEscrow> {
  const row = await trx
    .selectFrom('escrow')
    .selectAll()
    .where('seed_id', '=', seedId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const told = await trx
    .selectFrom('escrow')
    .innerJoin('job', 'job.id', 'escrow.job_id')
    .leftJoin('shipment', 'shipment.id', 'job.shipment_id')
    .select(overdueAt.as('overdue_at'))
    .where('escrow.seed_id', '=', seedId)
    .executeTakeFirstOrThrow();
  return { ...row, ...told };
}

export type ListedEscrow = Awaited<ReturnType<ReturnType<typeof liveEscrows>['executeTakeFirstOrThrow']>>;

/** Escrows whose seeds the vault still has, with what people know them by. */
export function liveEscrows(db: Database) {
  return db
    .selectFrom('escrow')
    .innerJoin('job', 'job.id', 'escrow.job_id')
    .innerJoin('batch', 'batch.id', 'job.batch_id')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .leftJoin('shipment', 'shipment.id', 'job.shipment_id')
    .selectAll('escrow')
    .select(overdueAt.as('overdue_at'))
    .select([
      'job.number as job_number',
      'job.state',
      'job.route',
      'job.serial',
      'job.batch_id',
      'batch.name as batch_name',
      'recipient.upn',
      'recipient.display_name',
      'job.shipment_id',
      'shipment.kind as shipment_kind',
      'shipment.carrier',
      'shipment.tracking',
      'shipment.sent_at',
      'shipment.delivered_at',
    ])
    .where('escrow.over_at', 'is', null);
}

export function escrowRow(row: ListedEscrow, now: Date): EscrowRow {
  const view = escrowView(row, now);
  return {
    ...view,
    seedId: row.seed_id,
    jobId: row.job_id,
    jobNumber: row.job_number,
    state: row.state,
    route: row.route,
    serial: row.serial,
    displayName: row.display_name,
    upn: row.upn,
    batchId: row.batch_id,
    batchName: row.batch_name,
    shipment: shipmentOf(row),
    when: whenOf(view, now),
    mayHold: mayHold(row, now),
  };
}

function whenOf({ endsAt }: EscrowView, now: Date): EscrowRow['when'] {
  if (endsAt === null) return 'open';
  const end = new Date(endsAt);
  return end < dayOf(now, 1) ? 'today' : end < dayOf(now, 2) ? 'tomorrow' : 'later';
}

type Times = Pick<EscrowRecord, 'until' | 'ends_at' | 'longest_at'> & { readonly overdue_at: Date | null };

/**
 * A hold moves the end to the longest there is; where it stands there, there is nothing to move. One that is kept until the arrival can be held when
 * somebody has to decide, or somebody has decided that it goes.
 */
export function mayHold(row: Times, now: Date): boolean {
  if (row.until === 'arrival') return row.ends_at !== null || isOverdue(row, now);
  return row.ends_at !== null && row.ends_at < row.longest_at;
}

export function isOverdue({ overdue_at: at }: Pick<Times, 'overdue_at'>, now: Date): boolean {
  return at !== null && at <= now;
}
