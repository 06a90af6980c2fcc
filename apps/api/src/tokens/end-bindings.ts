import type { Trx } from '../platform/database/database.js';

/** From now on this job's token, or every profile of this device, is bound to nobody. */
export async function endBindings(
  trx: Trx,
  of: { readonly jobId: string } | { readonly serial: string },
  reason: string | null,
): Promise<void> {
  const live = trx
    .updateTable('binding')
    .set({ ended_at: new Date(), ended_reason: reason })
    .where('ended_at', 'is', null);
  await ('jobId' in of ? live.where('job_id', '=', of.jobId) : live.where('serial', '=', of.serial)).execute();
}
