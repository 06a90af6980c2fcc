import { randomUUID } from 'node:crypto';
import type { WithdrawalGoal } from '@depot/contracts';
import { sql } from 'kysely';
import type { Trx } from '../../platform/database/database.js';
import { outboxDirectory } from '../../platform/queue/outbox.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { directorySerial } from '../directory-serial.js';

/** A job, and the token of it that is to go: the one that it holds now, unless another is named. */
export type LeavingToken = Pick<JobRecord, 'id' | 'tenant_id' | 'serial' | 'profile'>;

interface Wanted {
  readonly goal: WithdrawalGoal;
  /** Somebody registered it in the portal, or may have: then it is looked for even where the depot never made it. */
  readonly registered: boolean;
}

/**
 * Puts on record that a token of a job is to leave the directory, and names it for the queue, in the caller's transaction.
 * One that is not through yet takes the farther goal. A job that held no token leaves nothing.
 */
export async function askWithdrawal(trx: Trx, job: LeavingToken, { goal, registered }: Wanted): Promise<void> {
  const { serial, profile } = job;
  if (serial === null) return;
  const token = await trx
    .selectFrom('token')
    .select('family')
    .where('serial', '=', serial)
    .where('profile', '=', profile)
    .executeTakeFirst();
  const name = directorySerial({ serial, profile, family: token?.family ?? null });
  const open = await trx
    .selectFrom('directory_withdrawal')
    .selectAll()
    .where('job_id', '=', job.id)
    .where('name', '=', name)
    .where('status', '!=', 'done')
    .forUpdate()
    .executeTakeFirst();
  if (open !== undefined) {
    if (open.goal === goal || open.goal === 'deleted') return;
    await dueAgain(trx, open, goal);
    return;
  }
  const id = randomUUID();
  await trx
    .insertInto('directory_withdrawal')
    .values({ id, tenant_id: job.tenant_id, job_id: job.id, serial, profile, name, goal, registered })
    .execute();
  await outboxDirectory(trx, { kind: 'withdrawal', id, attempt: 0 });
}

/** Once more, from the beginning. */
export async function dueAgain(
  trx: Trx,
  row: { readonly id: string; readonly attempt: number },
  goal: WithdrawalGoal,
): Promise<void> {
  const attempt = row.attempt + 1;
  await trx
    .updateTable('directory_withdrawal')
    .set({ status: 'due', goal, attempt, due_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', row.id)
    .execute();
  await outboxDirectory(trx, { kind: 'withdrawal', id: row.id, attempt });
}
