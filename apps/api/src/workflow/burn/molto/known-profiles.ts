import { sql } from 'kysely';
import type { Trx } from '../../../platform/database/database.js';
import type { TokenTable } from '../../../platform/database/schema/tokens.js';

/** What the record knows of one profile of a device. */
export interface KnownProfile {
  readonly profile: number;
  readonly status: TokenTable['status'];
  /** The job that holds it now. */
  readonly jobId: string | null;
  readonly jobNumber: number | null;
  /** Whose seed it holds, as far as is known: the job's that holds it, or else the last one's that may have been written there. */
  readonly recipientId: string | null;
}

/** Every profile of a device that was ever reserved here. */
export async function knownProfiles(trx: Trx, serial: string): Promise<KnownProfile[]> {
  const rows = await trx
    .selectFrom('token')
    .leftJoin('job', 'job.id', 'token.job_id')
    .select(['token.profile', 'token.status', 'token.job_id', 'job.number', 'job.recipient_id'])
    .where('token.serial', '=', serial)
    .execute();
  const last = await trx
    .selectFrom('burn_order')
    .innerJoin('job', 'job.id', 'burn_order.job_id')
    .select(['burn_order.profile', 'job.recipient_id'])
    .where('burn_order.serial', '=', serial)
    .where('burn_order.status', '=', 'done')
    .where(sql<boolean>`(burn_order.report ->> 'outcome') IS DISTINCT FROM 'refused'`)
    .orderBy('burn_order.created_at')
    .execute();
  const lastOwner = new Map(last.map((order) => [order.profile, order.recipient_id]));
  return rows.map((row) => ({
    profile: row.profile,
    status: row.status,
    jobId: row.job_id,
    jobNumber: row.number,
    recipientId: row.recipient_id ?? lastOwner.get(row.profile) ?? null,
  }));
}
