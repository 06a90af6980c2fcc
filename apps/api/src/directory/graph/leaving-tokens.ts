import type { Database } from '../../platform/database/database.js';
import { PassingProblem, ProblemError } from '../../platform/http/problem-error.js';
import type { GraphDevice } from './read-answers.js';

/**
 * Whether a device is one of ours that its job has given up, so that its secret may go with it: left in the inventory as nobody's when
 * the job was over, or made for a token that went back to the drawer before it was active.
 */
export async function wasGivenUp(db: Database, device: GraphDevice): Promise<boolean> {
  const slot = await db
    .selectFrom('directory_token')
    .innerJoin('job', 'job.id', 'directory_token.job_id')
    .select(['directory_token.status', 'directory_token.serial as made', 'job.serial as held'])
    .where('directory_token.device_id', '=', device.id)
    .executeTakeFirst();
  if (slot === undefined) return false;
  if (device.assignedTo === null) return slot.status === 'unassigned';
  const holdsIt = slot.held !== null && slot.made.startsWith(slot.held);
  return slot.status === 'assigned' && device.status !== 'activated' && !holdsIt;
}

/** The device is deleted: no job's token is it any more. */
export async function forgetDevice(db: Database, deviceId: string): Promise<void> {
  await db
    .updateTable('directory_token')
    .set({ status: 'looking', user_id: null, device_id: null, method_id: null })
    .where('device_id', '=', deviceId)
    .where('status', 'in', ['unassigned', 'assigned'])
    .execute();
}

/**
 * A token is not made for its next user while it is still being taken from the one before.
 * @throws ProblemError `directory-serial-taken` where that waits for somebody, PassingProblem where it is under way
 */
export async function refuseLeaving(db: Database, token: { jobId: string; name: string }): Promise<void> {
  const open = await db
    .selectFrom('directory_withdrawal')
    .select('status')
    .where('name', '=', token.name)
    .where('job_id', '!=', token.jobId)
    .where('status', '!=', 'done')
    .executeTakeFirst();
  if (open === undefined) return;
  if (open.status === 'due') {
    throw new PassingProblem(
      'directory-away',
      `Token ${token.name} is just being taken from its earlier user in Entra.`,
    );
  }
  throw new ProblemError(
    'directory-serial-taken',
    `Token ${token.name} is still its earlier user’s in Entra. The token’s page says what to do; then go on.`,
  );
}
