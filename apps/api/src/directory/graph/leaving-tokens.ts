import type { Database } from '../../platform/database/database.js';
import { PassingProblem, ProblemError } from '../../platform/http/problem-error.js';
import type { GraphDevice } from './read-answers.js';

/** Whether a device that nobody has is one of ours, left in the inventory when its job was over: its secret may go with it. */
export async function wasGivenUp(db: Database, device: GraphDevice): Promise<boolean> {
  if (device.assignedTo !== null) return false;
  const slot = await db
    .selectFrom('directory_token')
    .select('job_id')
    .where('device_id', '=', device.id)
    .where('status', '=', 'unassigned')
    .executeTakeFirst();
  return slot !== undefined;
}

/** The device is deleted: no job's token is it any more. */
export async function forgetDevice(db: Database, deviceId: string): Promise<void> {
  await db
    .updateTable('directory_token')
    .set({ status: 'looking', device_id: null })
    .where('device_id', '=', deviceId)
    .where('status', '=', 'unassigned')
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
