import type { JobState, WithdrawalGoal } from '@depot/contracts';
import type { Database, Trx } from '../../platform/database/database.js';
import type { ClientCredentials } from '../../platform/vault/client-credentials.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { askWithdrawal } from './ask-withdrawal.js';

/**
 * A job that is under way lets go of its token, or of the seed on it: whatever was made or registered for it in the directory is to be
 * undone. Where Graph is connected it looks itself, and says nothing where there was nothing; without a connection somebody looks in the
 * portal, where there may be something. On the QR route Microsoft's page made the method, and it was asked about.
 * @param job locked, as it was before it moves
 */
export async function letGo(
  trx: Trx,
  job: JobRecord,
  { goal, credentials }: { goal: WithdrawalGoal; credentials: ClientCredentials },
): Promise<void> {
  if (job.route === 'qr') return;
  const registered = mayBeRegistered(job);
  const connected = (await credentials.connection(trx, job.tenant_id)) !== null;
  if (connected || registered || (await wasMade(trx, job))) await askWithdrawal(trx, job, { goal, registered });
}

/** From these on somebody may have uploaded it, or did; a job that got a new seed since is before them again. */
const fromPortalOn: readonly JobState[] = ['registering', 'packing', 'packed', 'shipping', 'returned'];

function mayBeRegistered({ state, resumes, accepted }: JobRecord): boolean {
  const at = resumes ?? state;
  return at === 'registering' || (accepted && fromPortalOn.includes(at));
}

/** While there was a connection: it may be there yet. */
async function wasMade(db: Database, job: JobRecord): Promise<boolean> {
  const slot = await db
    .selectFrom('directory_token')
    .select('job_id')
    .where('job_id', '=', job.id)
    .where('seed_id', '=', job.seed_id ?? job.id)
    .where('status', '!=', 'looking')
    .executeTakeFirst();
  return slot !== undefined;
}
