import type { Actor } from '../../../audit/actor.js';
import { askWithdrawal } from '../../../directory/life-after/ask-withdrawal.js';
import type { Trx } from '../../../platform/database/database.js';
import { together } from '../../../platform/database/together.js';
import type { Vault } from '../../../platform/vault/vault.js';
import { endBindings } from '../../../tokens/end-bindings.js';
import type { JobRecord } from '../../job-record.js';
import { moveJob } from '../../move-job.js';

interface GivenUp {
  readonly actor: Actor;
  readonly reason: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The seed stays, and the directory is asked for nothing yet: the token is its user's only way in. */
  readonly keepWayIn?: boolean;
}

/** A job's token is lost: the job ends, the token is nobody's, and unless it is the only way in it opens nothing from now on. */
export async function giveUp(trx: Trx, vault: Vault, job: JobRecord, given: GivenUp): Promise<void> {
  const { actor, reason, keepWayIn = false } = given;
  const kept = keepWayIn ? job.seed_id : null;
  const facts = { reason, ...given.facts };
  const [, seeds] = await together(
    moveJob(trx, job, 'lose', { to: 'lost', actor, facts }),
    vault.supersededSeeds(trx, job.id, kept),
  );
  for (const seedId of seeds) {
    await vault.destroy(trx, seedId, { actor, reason: 'the token was lost', jobId: job.id, serial: job.serial });
  }
  if (!keepWayIn) await askWithdrawal(trx, job, { goal: 'unassigned', registered: true });
  await endBindings(trx, { jobId: job.id }, reason);
  await trx
    .updateTable('token')
    .set({ status: 'retired' })
    .where('serial', '=', job.serial ?? '')
    .where('profile', '=', job.profile)
    .where('job_id', '=', job.id)
    .execute();
}
