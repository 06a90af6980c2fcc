import type { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { during } from './failure-words.js';
import type { GraphApi } from './graph-api.js';
import { forgetDevice, wasGivenUp } from './leaving-tokens.js';
import type { GraphDevice } from './read-answers.js';
import { settle } from './settle.js';
import { takeFromUser } from './take-from-user.js';

/** What was deleted may still be listed for a moment. */
const patience = { looks: 4, pauseMs: 300 } as const;

/** What has a token's serial in the directory, beside what is its job's own. */
export interface Others {
  readonly serial: string;
  readonly devices: readonly GraphDevice[];
  /** The job's own device with this serial, which stays. */
  readonly own: GraphDevice | null;
  /** Somebody decided that they may go. */
  readonly mayGo: boolean;
}

/** One that went by somebody's decision, for the record. */
export interface Replaced {
  readonly device: string;
  readonly status: string;
  readonly owner: string | null;
}

/**
 * Entra may hold a serial more than once: all that are not the job's go, each from its user first, and the list is read again. What
 * earlier jobs of ours gave up goes without asking, the rest by somebody's decision, and before that nothing is touched.
 * @returns those that went by decision @throws ProblemError `directory-serial-taken` where nobody has decided
 */
export async function makeRoom(db: Database, api: GraphApi, others: Others): Promise<Replaced[]> {
  const { serial, devices, own, mayGo } = others;
  if (devices.length === 0) return [];
  const strangers: GraphDevice[] = [];
  for (const device of devices) if (!(await wasGivenUp(db, device))) strangers.push(device);
  const told = await withOwners(api, strangers);
  if (strangers.length > 0 && !mayGo) throw taken(serial, told);
  for (const device of devices) {
    await during({ doing: 'Taking the old token out of Entra', need: 'methods' }, () => takeFromUser(api, device));
    await during({ doing: 'Deleting the token from Entra’s inventory', need: 'inventory' }, () =>
      api.remove(device.id),
    );
    await forgetDevice(db, device.id);
  }
  await during({ doing: 'Looking for the serial in Entra', need: 'inventory' }, () =>
    settle(() => Promise.resolve(), {
      look: async () => ((await api.devicesBySerial(serial)).every(({ id }) => id === own?.id) ? true : null),
      ...patience,
    }),
  );
  return told;
}

async function withOwners(api: GraphApi, devices: readonly GraphDevice[]): Promise<Replaced[]> {
  const told: Replaced[] = [];
  for (const { id, status, assignedTo, ownerName } of devices) {
    const user = assignedTo === null ? null : await api.user(assignedTo).catch(() => null);
    told.push({ device: id, status, owner: user?.userPrincipalName ?? ownerName ?? assignedTo });
  }
  return told;
}

/** What the timeline says of them. */
export function toldOf(devices: readonly Replaced[]): { detail: string; devices: readonly Replaced[] } {
  const detail = devices.map(({ status, owner }) => `One was ${status}, ${whose(owner)}.`).join(' ');
  return { detail, devices };
}

function taken(serial: string, devices: readonly Replaced[]): ProblemError {
  const [first, ...more] = devices;
  if (first !== undefined && more.length === 0) {
    return new ProblemError(
      'directory-serial-taken',
      `Entra has a token with serial ${serial} that this job did not make: ${first.status}, ${whose(first.owner)}. Its secret cannot be read or changed.`,
      { ...first },
    );
  }
  const detail = [
    `Entra has ${String(devices.length)} tokens with serial ${serial} that this job did not make.`,
    ...devices.map(({ status, owner }) => `One is ${status}, ${whose(owner)}.`),
    'Their secrets cannot be read or changed.',
  ].join(' ');
  return new ProblemError('directory-serial-taken', detail, { devices });
}

function whose(owner: string | null): string {
  return owner === null ? 'assigned to nobody' : `assigned to ${owner}`;
}
