import type { WithdrawalGoal } from '@depot/contracts';
import { directorySerial } from '../directory/directory-serial.js';
import type { LeavingToken } from '../directory/life-after/ask-withdrawal.js';
import type { Trx } from '../platform/database/database.js';
import { lockJob } from '../workflow/job-record.js';

/** A job that a token, or a profile of it, has served. */
export interface ServedJob extends LeavingToken {
  /** It holds this very token now; it may have gone on with another one. */
  readonly holdsIt: boolean;
  /** The token, or the profile, was bound by it last, or belongs to it. */
  readonly isLast: boolean;
}

/** The jobs that a token was bound by last, a profile each; to be deleted also those that left it in the directory as nobody's. Locked. */
export async function lockJobsOf(trx: Trx, serial: string, goal: WithdrawalGoal): Promise<ServedJob[]> {
  const bindings = await trx
    .selectFrom('binding')
    .distinctOn('profile')
    .select(['profile', 'job_id'])
    .where('serial', '=', serial)
    .orderBy('profile')
    .orderBy('bound_at', 'desc')
    .execute();
  const tokens = await trx
    .selectFrom('token')
    .select(['serial', 'profile', 'family', 'job_id'])
    .where('serial', '=', serial)
    .execute();
  const last = [...bindings, ...tokens].map((each) => ({ ...each, isLast: true }));
  const left = goal === 'deleted' ? await leftInDirectory(trx, tokens) : [];
  const found = new Map<string, { id: string; profile: number; isLast: boolean }>();
  for (const { job_id: id, profile, isLast } of [...left, ...last]) {
    if (id !== null) found.set(`${id} ${String(profile)}`, { id, profile, isLast });
  }
  const locked: ServedJob[] = [];
  for (const { id, profile, isLast } of [...found.values()].sort((one, other) => one.id.localeCompare(other.id))) {
    const job = await lockJob(trx, id);
    locked.push({ id, tenant_id: job.tenant_id, serial, profile, holdsIt: job.serial === serial, isLast });
  }
  return locked;
}

async function leftInDirectory(trx: Trx, tokens: readonly Parameters<typeof directorySerial>[0][]) {
  const profiles = new Map(tokens.map((token) => [directorySerial(token), token.profile]));
  if (profiles.size === 0) return [];
  const slots = await trx
    .selectFrom('directory_token')
    .select(['job_id', 'serial'])
    .where('serial', 'in', [...profiles.keys()])
    .where('status', '=', 'unassigned')
    .execute();
  return slots.map((slot) => ({ job_id: slot.job_id, profile: profiles.get(slot.serial) ?? 0, isLast: false }));
}
