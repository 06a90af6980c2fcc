import type { ReadOutStatus, ReadOutView } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { ReadOutTable } from '../platform/database/schema/read-out.js';

interface Row extends Selectable<ReadOutTable> {
  readonly number: number;
  readonly upn: string;
  readonly display_name: string | null;
}

/** Read-outs with whom they are for, to be narrowed. */
export function readOuts(db: Database) {
  return db
    .selectFrom('read_out')
    .innerJoin('job', 'job.id', 'read_out.job_id')
    .innerJoin('recipient', 'recipient.id', 'read_out.recipient_id')
    .selectAll('read_out')
    .select(['job.number', 'recipient.upn', 'recipient.display_name']);
}

export function statusOf(row: Pick<Row, 'status' | 'until'>, now: Date): ReadOutStatus {
  return row.status !== 'declined' && row.until <= now ? 'over' : row.status;
}

export function readOutView(row: Row, now: Date): ReadOutView {
  return {
    id: row.id,
    jobId: row.job_id,
    jobNumber: row.number,
    upn: row.upn,
    displayName: row.display_name,
    status: statusOf(row, now),
    personId: row.person_id,
    personName: row.person_name,
    reason: row.reason,
    ticket: row.ticket,
    askedAt: row.asked_at.toISOString(),
    until: row.until.toISOString(),
    decidedBy: row.decided_name,
    shown: row.shown_at !== null,
  };
}
