import type { Database, Trx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { JobRecord } from '../../workflow/job-record.js';
import type { Leaving, WithdrawalAnswer } from '../directory.js';
import { problemOf } from './failure-words.js';
import type { Need } from './failure-words.js';
import type { GraphApi } from './graph-api.js';
import type { GraphDevice } from './read-answers.js';
import { settle } from './settle.js';
import { changeSlot, findSlot, holding } from './slot-record.js';
import type { Slot } from './slot-record.js';

/** An assignment that was just ended may still be told for a moment. */
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
  const slot = await findSlot(db, job.id);
  // Registered in the portal, before there was a connection: whose it is tells whether it is the one.
  if (slot === null) {
    const took = await take(api, { leaving, device: await bySerial(api, leaving.name), owner: null });
    return { became: took ? 'done' : 'nothing' };
  }
  return holding(db, job.id, async () => {
    const now = (await findSlot(db, job.id)) ?? slot;
    const device = await deviceOf(api, now);
    const took = await take(api, { leaving, device, owner: now.user_id ?? device?.assignedTo ?? null });
    // What was made and is gone was taken by a try that did not live to say so, or by somebody in the portal.
    const wasThere = now.status === 'assigned' || now.status === 'activated';
    const stays = leaving.goal === 'unassigned' && device !== null;
    return { became: took || wasThere ? 'done' : 'nothing', keep: (trx) => leave(trx, now, stays) };
  });
}

/** `stays`: the device is in the inventory still, as nobody's. */
async function leave(trx: Trx, slot: Slot, stays: boolean): Promise<void> {
  const change = { user_id: null, method_id: null, trouble: null };
  await changeSlot(
    trx,
    slot.job_id,
    stays ? { ...change, status: 'unassigned' } : { ...change, status: 'looking', device_id: null },
  );
}

/** @returns whether there was anything to take */
async function take(
  api: GraphApi,
  { leaving, device, owner }: { leaving: Leaving; device: GraphDevice | null; owner: string | null },
): Promise<boolean> {
  if (device === null) return false;
  const { goal } = leaving;
  if (device.assignedTo === null && goal === 'unassigned') return false;
  if (device.assignedTo !== null) await unassign(api, { leaving, device, assignedTo: device.assignedTo, owner });
  if (goal === 'deleted') {
    await during({ doing: 'Deleting the token from Entra’s inventory', need: 'inventory' }, () =>
      api.remove(device.id),
    );
  }
  return true;
}

async function unassign(
  api: GraphApi,
  given: { leaving: Leaving; device: GraphDevice; assignedTo: string; owner: string | null },
): Promise<void> {
  const { leaving, device, assignedTo } = given;
  const looking = { doing: 'Looking up the token’s user', need: 'users' } as const;
  const owner = given.owner ?? (await during(looking, () => api.user(leaving.upn)))?.id ?? null;
  if (owner !== assignedTo) {
    throw new ProblemError(
      'directory-serial-taken',
      `Entra has token ${leaving.name} assigned to somebody else by now (${device.ownerName ?? assignedTo}), so it was left as it is. Look at it in the portal, then confirm.`,
      { device: device.id, status: device.status },
    );
  }
  await during({ doing: 'Taking the token from its user in Entra', need: 'methods' }, async () => {
    const method = await api.methodOf(assignedTo, device.id);
    const look = async (): Promise<true | null> => {
      const now = await api.device(device.id);
      return now === null || now.assignedTo === null ? true : null;
    };
    await settle(() => (method === null ? Promise.resolve() : api.unassign(assignedTo, method)), { look, ...patience });
  });
}

function deviceOf(api: GraphApi, slot: Slot): Promise<GraphDevice | null> {
  const { device_id: id } = slot;
  if (id !== null) return during({ doing: 'Reading the token in Entra', need: 'inventory' }, () => api.device(id));
  return slot.status === 'creating' ? bySerial(api, slot.serial) : Promise.resolve(null);
}

function bySerial(api: GraphApi, name: string): Promise<GraphDevice | null> {
  return during({ doing: 'Looking for the serial in Entra', need: 'inventory' }, () => api.deviceBySerial(name));
}

async function during<T>(what: { doing: string; need: Need }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error, what);
  }
}
