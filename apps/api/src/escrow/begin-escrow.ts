import { theDepot } from '../audit/actor.js';
import type { Actor } from '../audit/actor.js';
import type { NewEvent } from '../audit/record-event.js';
import { recordEvents } from '../audit/record-event.js';
import type { Trx } from '../platform/database/database.js';
import type { Vault } from '../platform/vault/vault.js';
import type { JobRecord } from '../workflow/job-record.js';
import { endsOf, horizons, readRule } from './escrow-rule.js';

/**
 * The directory has the token: from now on its seed is kept for the time in the post, as long as the batch says, or not at all.
 * Runs in the transaction that says so.
 */
export async function beginEscrow(
  trx: Trx,
  job: JobRecord,
  { vault, now, actor }: { vault: Vault; now: Date; actor: Actor },
): Promise<void> {
  const { seed_id: seedId, serial } = job;
  if (seedId === null) return;
  const { escrow } = await trx
    .selectFrom('batch')
    .select('escrow')
    .where('id', '=', job.batch_id)
    .executeTakeFirstOrThrow();
  const rule = readRule(escrow);
  const { endsAt, longestAt } = endsOf(rule, now);
  const isMarked = endsAt !== null && endsAt < horizons(now).marked;
  await trx
    .insertInto('escrow')
    .values({
      seed_id: seedId,
      job_id: job.id,
      until: escrow,
      begun_at: now,
      ends_at: endsAt,
      longest_at: longestAt,
      marked_at: isMarked ? now : null,
    })
    .onConflict((conflict) => conflict.column('seed_id').doNothing())
    .execute();
  if (rule === 'none') {
    const reason = 'the directory has the token, and its batch keeps no seed';
    await vault.destroy(trx, seedId, { actor, reason, jobId: job.id, serial, escrow: 'none' });
  }
  if (isMarked)
    await recordEvents(trx, [markedEvent({ job_id: job.id, batch_id: job.batch_id, serial, ends_at: endsAt })]);
}

/** A seed is put down to be destroyed on the next day. */
export function markedEvent(of: {
  job_id: string;
  batch_id: string;
  serial: string | null;
  ends_at: Date | null;
}): NewEvent {
  const { job_id: jobId, batch_id: batchId, serial, ends_at: end } = of;
  return {
    kind: 'escrow.marked',
    actor: theDepot,
    batchId,
    jobId,
    serial,
    facts: { expires: end?.toISOString() ?? null },
  };
}
