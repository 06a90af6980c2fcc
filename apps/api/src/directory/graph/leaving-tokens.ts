import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PassingProblem, ProblemError } from '../../platform/http/problem-error.js';
import { dueAgain } from '../life-after/ask-withdrawal.js';
import type { GraphDevice } from './read-answers.js';

/**
 * Whether a device is one of ours that its job has given up, so that its secret may go with it: left in the inventory as nobody's when
 * the job was over, or when its token went back to stock.
 */
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
    .set({ status: 'looking', user_id: null, device_id: null, method_id: null })
    .where('device_id', '=', deviceId)
    .execute();
}

/** So long what is under way is waited for, before whoever wants the token is told to come again. */
const waitsMs = 10_000;
const lookMs = 200;

/**
 * What is under way is waited for: the token leaving its earlier user, and what the job let go of before, which counts among its
 * recipient's five methods until it is gone. What was put off until later is done now.
 */
export async function untilLeft(work: UnitOfWork, token: { jobId: string; name: string }): Promise<void> {
  for (let waited = 0; waited < waitsMs; waited += lookMs) {
    const under = await underWay(work.read, token).execute();
    if (under.length === 0) return;
    if (under.some(({ waits }) => waits)) await hurry(work, token);
    await pause(lookMs);
  }
}

function underWay(db: Database, { jobId, name }: { jobId: string; name: string }) {
  return db
    .selectFrom('directory_withdrawal')
    .select(['id', 'attempt', 'goal', sql<boolean>`due_at > clock_timestamp()`.as('waits')])
    .where('status', '=', 'due')
    .where((row) => row.or([row('name', '=', name), row('job_id', '=', jobId)]));
}

async function hurry(work: UnitOfWork, token: { jobId: string; name: string }): Promise<void> {
  await work.run(async (trx) => {
    const under = await underWay(trx, token).forUpdate().execute();
    for (const row of under) if (row.waits) await dueAgain(trx, row, row.goal);
  });
}

/**
 * A token is not made for its next user, nor for the same one with another seed, while it is still being taken from the one before.
 * @throws ProblemError `directory-serial-taken` where that waits for somebody, PassingProblem where it is under way
 */
export async function refuseLeaving(db: Database, name: string): Promise<void> {
  // What waits for somebody is said before what is under way.
  const open = await db
    .selectFrom('directory_withdrawal')
    .select('status')
    .where('name', '=', name)
    .where('status', '!=', 'done')
    .orderBy(sql`status = 'due'`)
    .executeTakeFirst();
  if (open === undefined) return;
  if (open.status === 'due') {
    throw new PassingProblem('directory-away', `Token ${name} is just being taken from its earlier user in Entra.`);
  }
  throw new ProblemError(
    'directory-serial-taken',
    `Token ${name} is still its earlier user’s in Entra. The token’s page says what to do; then go on.`,
  );
}
