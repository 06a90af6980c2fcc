import type { Actor } from '../../../audit/actor.js';
import { recordEvents } from '../../../audit/record-event.js';
import { askWithdrawal } from '../../../directory/life-after/ask-withdrawal.js';
import type { Database, Trx } from '../../../platform/database/database.js';
import type { Vault } from '../../../platform/vault/vault.js';
import { lockJob } from '../../job-record.js';

/** Whether a job makes good for one that was lost, whose codes are still its recipient's only way in. */
export async function holdsWayIn(db: Database, newJobId: string): Promise<boolean> {
  const row = await db
    .selectFrom('lost_job')
    .select('job_id')
    .where('new_job_id', '=', newJobId)
    .where('way_in', '=', 'read-out')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The new token is enrolled, or nobody waits for it any more: what was kept of the lost one goes, and the directory is asked to
 * forget it. Runs in the transaction that moves the new job, which holds its lock; a second time it is nothing.
 */
export async function endWayIn(
  trx: Trx,
  vault: Vault,
  ended: { readonly newJobId?: string; readonly oldJobId?: string; readonly actor: Actor; readonly reason: string },
): Promise<void> {
  const { newJobId, oldJobId, actor, reason } = ended;
  const row = await trx
    .updateTable('lost_job')
    .set({ ended_at: new Date() })
    .$if(newJobId !== undefined, (query) => query.where('new_job_id', '=', newJobId ?? ''))
    .$if(newJobId === undefined, (query) => query.where('job_id', '=', oldJobId ?? ''))
    .where('ended_at', 'is', null)
    .returning(['job_id', 'way_in'])
    .executeTakeFirst();
  if (row?.way_in !== 'read-out') return;
  const old = await lockJob(trx, row.job_id);
  await recordEvents(trx, [
    { kind: 'job.way-in-ended', actor, batchId: old.batch_id, jobId: old.id, serial: old.serial, facts: {} },
  ]);
  for (const seedId of await vault.supersededSeeds(trx, old.id, null)) {
    await vault.destroy(trx, seedId, { actor, reason, jobId: old.id, serial: old.serial });
  }
  await askWithdrawal(trx, old, { goal: 'unassigned', registered: true });
}
