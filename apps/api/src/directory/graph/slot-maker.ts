import { encodeBase32 } from '@depot/totp';
import type { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { problemOf } from './failure-words.js';
import type { Need } from './failure-words.js';
import type { GraphApi } from './graph-api.js';
import type { GraphDevice, GraphUser } from './read-answers.js';
import { settle } from './settle.js';
import { forgetDevice, wasGivenUp } from './leaving-tokens.js';
import { changeSlot, findSlot } from './slot-record.js';
import type { Slot } from './slot-record.js';

/** At most so many OATH tokens and authenticator apps a user. */
const mostMethods = 5;
/** Made twice, a token would be there twice: before a write is repeated, its effect is looked for this often. */
const patience = { looks: 4, pauseMs: 300 } as const;

/** What a device is made of, beside its seed. */
export interface TokenToMake {
  readonly upn: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly model: string;
}

/**
 * Brings a job's token into the directory, step by step; each looks first, so that it may be begun again anywhere. The
 * caller holds the slot.
 */
export class SlotMaker {
  readonly #stores: { db: Database; vault: Vault };
  readonly #api: GraphApi;

  constructor(stores: { db: Database; vault: Vault }, api: GraphApi) {
    this.#stores = stores;
    this.#api = api;
  }

  /** @returns the slot, `assigned` or `activated` @throws ProblemError */
  async make(job: JobRecord & { seed_id: string }, token: TokenToMake): Promise<Slot> {
    let slot = await this.#slot(job.id);
    if (slot.seed_id !== job.seed_id || slot.serial !== token.serial) slot = await this.#anew(slot, job, token.serial);
    const known = await this.#known(slot);
    if (known !== null) return known;
    slot = await this.#slot(job.id);
    const user = await this.#user(token.upn);
    const there = await this.#during({ doing: 'Looking for the serial in Entra', need: 'inventory' }, () =>
      this.#api.deviceBySerial(token.serial),
    );
    // One that was there before we ever asked to make one is somebody else's, or an old one.
    const foreign = there !== null && slot.status === 'looking';
    const given = foreign && (slot.replaces || (await wasGivenUp(this.#stores.db, there)));
    if (foreign && !given) throw await this.#taken(there);
    if (foreign) {
      await this.#remove(there);
      await forgetDevice(this.#stores.db, there.id);
    }
    const device = foreign || there === null ? await this.#create(job, token, user) : there;
    return this.#assign(job.id, device, user);
  }

  /** Takes out of the directory what was made for the job. */
  async clear(slot: Slot): Promise<void> {
    const device =
      slot.device_id !== null
        ? await this.#api.device(slot.device_id)
        : slot.status === 'creating'
          ? await this.#api.deviceBySerial(slot.serial)
          : null;
    if (device !== null) await this.#remove(device);
  }

  /** What was remembered still stands, as far as reading shows. Null where the token has to be made. */
  async #known(slot: Slot): Promise<Slot | null> {
    if (slot.device_id === null || slot.user_id === null || slot.method_id === null) return null;
    const device = await this.#during({ doing: 'Reading the token in Entra', need: 'inventory' }, () =>
      this.#api.device(slot.device_id ?? ''),
    );
    if (device?.assignedTo !== slot.user_id) {
      // Somebody unassigned it, or took it out: it is still ours, or begun anew, and a stranger's is then found as such.
      const change =
        device?.assignedTo === null
          ? ({ method_id: null, status: 'creating' } as const)
          : ({ ...nothing, status: 'looking' } as const);
      await changeSlot(this.#stores.db, slot.job_id, change);
      return null;
    }
    if (device.status === 'activated' && slot.status !== 'activated') {
      await changeSlot(this.#stores.db, slot.job_id, { status: 'activated', trouble: null });
    }
    return this.#slot(slot.job_id);
  }

  async #anew(slot: Slot, job: JobRecord & { seed_id: string }, serial: string): Promise<Slot> {
    await this.#during({ doing: 'Taking the token’s earlier seed out of Entra', need: 'methods' }, () =>
      this.clear(slot),
    );
    const change = { ...nothing, status: 'looking', seed_id: job.seed_id, serial } as const;
    await changeSlot(this.#stores.db, job.id, change);
    return this.#slot(job.id);
  }

  async #user(upn: string): Promise<GraphUser> {
    const user = await this.#during({ doing: 'Looking up the recipient', need: 'users' }, () => this.#api.user(upn));
    if (user === null) {
      throw new ProblemError('directory-user', `Entra knows nobody called ${upn}. Correct the UPN, or make the user.`);
    }
    if (user.userType === 'Guest') {
      throw new ProblemError('directory-user', `${upn} is a guest: Entra gives guests no hardware tokens.`);
    }
    return user;
  }

  async #create(job: JobRecord & { seed_id: string }, token: TokenToMake, user: GraphUser): Promise<GraphDevice> {
    const { db, vault } = this.#stores;
    const methods = await this.#during({ doing: 'Counting the recipient’s methods', need: 'methods' }, () =>
      this.#api.countMethods(user.id),
    );
    if (methods >= mostMethods) {
      throw new ProblemError(
        'directory-user',
        `${token.upn} has ${String(methods)} OATH tokens and authenticator apps already, and Entra allows five. Remove one (Entra → Users → Authentication methods), then go on.`,
      );
    }
    // On record before the request goes out: whatever is then found under this serial is ours.
    await changeSlot(db, job.id, { status: 'creating', user_id: user.id });
    return this.#during({ doing: 'Making the token in Entra', need: 'inventory' }, () =>
      vault.use(db, job.seed_id, (seed) => {
        const secretBase32 = encodeBase32(seed.expose());
        const { serial, manufacturer, model } = token;
        const { period, algorithm } = job;
        const body = { serial, manufacturer, model, period, algorithm, secretBase32, userId: user.id };
        return settle(() => this.#api.create(body), {
          look: () => this.#api.deviceBySerial(serial),
          ...patience,
        });
      }),
    );
  }

  async #assign(jobId: string, device: GraphDevice, user: GraphUser): Promise<Slot> {
    const { db } = this.#stores;
    if (device.assignedTo !== null && device.assignedTo !== user.id) throw await this.#taken(device);
    await changeSlot(db, jobId, { status: 'creating', user_id: user.id, device_id: device.id });
    const method = await this.#during({ doing: 'Assigning the token in Entra', need: 'methods' }, async () => {
      // Read again: right after a create the assignment may not show, and without the permission it never does.
      const look = (): Promise<string | null> => this.#api.methodOf(user.id, device.id);
      return (await look()) ?? (await settle(() => this.#api.assign(user.id, device.id), { look, ...patience }));
    });
    const status = device.status === 'activated' ? 'activated' : 'assigned';
    await changeSlot(db, jobId, { status, method_id: method, trouble: null });
    return this.#slot(jobId);
  }

  async #remove(device: GraphDevice): Promise<void> {
    await this.#during({ doing: 'Taking the old token out of Entra', need: 'methods' }, async () => {
      const owner = device.assignedTo;
      const method = owner === null ? null : await this.#api.methodOf(owner, device.id);
      if (owner !== null && method !== null) await this.#api.unassign(owner, method);
      await this.#api.remove(device.id);
    });
  }

  async #taken(device: GraphDevice): Promise<ProblemError> {
    const owner = device.assignedTo === null ? null : await this.#api.user(device.assignedTo).catch(() => null);
    const whose =
      device.assignedTo === null
        ? 'assigned to nobody'
        : `assigned to ${owner?.userPrincipalName ?? device.ownerName ?? device.assignedTo}`;
    return new ProblemError(
      'directory-serial-taken',
      `Entra has a token with serial ${device.serial ?? ''} that this job did not make: ${device.status}, ${whose}. Its secret cannot be read or changed.`,
      { device: device.id, status: device.status, owner: owner?.userPrincipalName ?? null },
    );
  }

  async #during<T>(what: { doing: string; need: Need }, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw problemOf(error, what);
    }
  }

  async #slot(jobId: string): Promise<Slot> {
    const slot = await findSlot(this.#stores.db, jobId);
    if (slot === null) throw new Error('The job has no place for its token in the directory.');
    return slot;
  }
}

const nothing = { user_id: null, device_id: null, method_id: null } as const;
