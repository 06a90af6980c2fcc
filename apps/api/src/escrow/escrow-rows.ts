import type { EscrowRow, EscrowView } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { EscrowTable } from '../platform/database/escrow-schema.js';
import { dayOf, destructionOf, horizons, readRule } from './escrow-rule.js';

type EscrowRecord = Selectable<EscrowTable>;
type Told = Omit<EscrowRecord, 'seed_id' | 'job_id' | 'warned_at'>;

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
    over: row.over_at === null || row.over_by === null ? null : { at: row.over_at.toISOString(), by: row.over_by },
  };
}

export type ListedEscrow = Awaited<ReturnType<ReturnType<typeof liveEscrows>['executeTakeFirstOrThrow']>>;

/** Escrows whose seeds the vault still has, with what people know them by. */
export function liveEscrows(db: Database) {
  return db
    .selectFrom('escrow')
    .innerJoin('job', 'job.id', 'escrow.job_id')
    .innerJoin('batch', 'batch.id', 'job.batch_id')
    .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
    .selectAll('escrow')
    .select([
      'job.number as job_number',
      'job.state',
      'job.route',
      'job.serial',
      'job.batch_id',
      'batch.name as batch_name',
      'recipient.upn',
      'recipient.display_name',
    ])
    .where('escrow.over_at', 'is', null);
}

export function escrowRow(row: ListedEscrow, now: Date): EscrowRow {
  const view = escrowView(row, now);
  const end = new Date(view.endsAt ?? row.longest_at);
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
    when: end < dayOf(now, 1) ? 'today' : end < dayOf(now, 2) ? 'tomorrow' : 'later',
    mayHold: mayHold(row),
  };
}

/** A hold moves the end to the longest there is; where it stands there, there is nothing to move. */
export function mayHold({ ends_at: end, longest_at: longest }: Pick<EscrowRecord, 'ends_at' | 'longest_at'>): boolean {
  return end !== null && end < longest;
}
