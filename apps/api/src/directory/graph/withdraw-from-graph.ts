import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Trx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { JobRecord } from '../../workflow/job-record.js';
import type { Leaving, WithdrawalAnswer } from '../directory.js';
import { during } from './failure-words.js';
import type { GraphApi } from './graph-api.js';
import type { GraphDevice } from './read-answers.js';
import { ownOf } from './own-device.js';
import { changeSlot, findSlot, holding } from './slot-record.js';
import type { Slot } from './slot-record.js';
import { takeFromUser } from './take-from-user.js';

/** What was just made may not show for a moment. */
const patience = { looks: 4, pauseMs: 300 } as const;

interface Given {
  readonly job: JobRecord;
  readonly leaving: Leaving;
}

/**
 * Takes a job's token from its user in Entra, and out of the inventory where that is the goal. It looks before each call,
 * so that it may be begun again anywhere; one that has another user by now is left alone.
 * @throws ProblemError
 */
export async function withdrawFromGraph(db: Database, api: GraphApi, given: Given): Promise<WithdrawalAnswer> {
  const { job, leaving } = given;
  const key = { job_id: job.id, serial: leaving.name };
  const slot = await findSlot(db, key);
  if (slot === null) return { became: leaving.registered && (await takeRegistered(api, leaving)) ? 'done' : 'nothing' };
  return holding(db, key, async () => {
    const now = (await findSlot(db, key)) ?? slot;
    const device = await deviceOf(api, now);
    const took = device !== null && (await take(api, { leaving, device, owner: now.user_id ?? device.assignedTo }));
    // What was made and is gone was taken by a try that did not live to say so, or by somebody in the portal.
    const wasThere = now.status === 'assigned' || now.status === 'activated';
    const stays = leaving.goal === 'unassigned' && device !== null;
    return { became: took || wasThere ? 'done' : 'nothing', keep: (trx) => leave(trx, now, stays) };
  });
}

/**
 * Registered in the portal, before there was a connection: whose it is tells whether it is the one. Entra may hold the serial twice:
 * all that its user has go, or that nobody has, before a stranger's is named.
 */
async function takeRegistered(api: GraphApi, leaving: Leaving): Promise<boolean> {
  const devices = await bySerial(api, leaving.name);
  if (devices.length === 0) return false;
  const looking = { doing: 'Looking up the token’s user', need: 'users' } as const;
  const user = await during(looking, () => api.user(leaving.upn));
  const isStrange = ({ assignedTo }: GraphDevice): boolean => assignedTo !== null && assignedTo !== user?.id;
  let took = false;
  for (const device of [...devices].sort((one, other) => Number(isStrange(one)) - Number(isStrange(other)))) {
    took = (await take(api, { leaving, device, owner: user?.id ?? null })) || took;
  }
  return took;
}

/** `stays`: the device is in the inventory still, as nobody's. */
async function leave(trx: Trx, slot: Slot, stays: boolean): Promise<void> {
  const change = { user_id: null, method_id: null, trouble: null };
  await changeSlot(
    trx,
    slot,
    stays ? { ...change, status: 'unassigned' } : { ...change, status: 'looking', device_id: null },
  );
}

/** @returns whether there was anything to take @throws ProblemError `directory-serial-taken` where somebody else has it by now */
async function take(
  api: GraphApi,
  { leaving, device, owner }: { leaving: Leaving; device: GraphDevice; owner: string | null },
): Promise<boolean> {
  const { goal } = leaving;
  const { assignedTo } = device;
  if (assignedTo === null && goal === 'unassigned') return false;
  if (assignedTo !== null && assignedTo !== owner) {
    throw new ProblemError(
      'directory-serial-taken',
      `Entra has token ${leaving.name} assigned to somebody else by now (${device.ownerName ?? assignedTo}), so it was left as it is. Look at it in the portal, then confirm.`,
      { device: device.id, status: device.status },
    );
  }
  await during({ doing: 'Taking the token from its user in Entra', need: 'methods' }, () => takeFromUser(api, device));
  if (goal === 'deleted') {
    await during({ doing: 'Deleting the token from Entra’s inventory', need: 'inventory' }, () =>
      api.remove(device.id),
    );
  }
  return true;
}

async function deviceOf(api: GraphApi, slot: Slot): Promise<GraphDevice | null> {
  const { device_id: id } = slot;
  if (id !== null) return during({ doing: 'Reading the token in Entra', need: 'inventory' }, () => api.device(id));
  if (slot.status !== 'creating') return null;
  // Whoever asked for it may have been killed before the answer: it is looked for as often as after a lost one.
  for (let looked = 1; ; looked += 1) {
    const own = ownOf(slot, await bySerial(api, slot.serial), slot.user_id);
    if (own !== null || looked === patience.looks) return own;
    await pause(patience.pauseMs);
  }
}

function bySerial(api: GraphApi, name: string): Promise<GraphDevice[]> {
  return during({ doing: 'Looking for the serial in Entra', need: 'inventory' }, () => api.devicesBySerial(name));
}
