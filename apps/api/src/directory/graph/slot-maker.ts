import { encodeBase32 } from '@depot/totp';
import type { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { Vault } from '../../platform/vault/vault.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { during } from './failure-words.js';
import type { GraphApi } from './graph-api.js';
import type { GraphDevice, GraphUser } from './read-answers.js';
import { settle } from './settle.js';
import { makeRoom, toldOf } from './make-room.js';
import { changeSlot, findSlot } from './slot-record.js';
import type { Slot, SlotKey } from './slot-record.js';
import { ownOf } from './own-device.js';
import { takeFromUser } from './take-from-user.js';

/** At most so many OATH tokens and authenticator apps a user. */
const mostMethods = 5;
/** Made twice, a token would be there twice: before a write is repeated, its effect is looked for this often. */
const patience = { looks: 4, pauseMs: 300 } as const;

/** Puts something on the job's timeline. */
type Telling = (kind: string, facts: Readonly<Record<string, unknown>>) => Promise<void>;

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
  readonly #tell: Telling;

  constructor(stores: { db: Database; vault: Vault }, api: GraphApi, tell: Telling) {
    this.#stores = stores;
    this.#api = api;
    this.#tell = tell;
  }

  /** @returns the slot, `assigned` or `activated` @throws ProblemError */
  async make(job: JobRecord & { seed_id: string }, token: TokenToMake): Promise<Slot> {
    const key = { job_id: job.id, serial: token.serial };
    const before = await this.#slot(key);
    const slot = before.seed_id === job.seed_id ? before : await this.#anew(before, job.seed_id);
    const known = await this.#known(slot);
    if (known.isAssigned) return known.slot;
    const user = await this.#user(token.upn);
    const own = await this.#alone(known.slot, user);
    const device = own ?? (await this.#create(job, token, user));
    return this.#assign(key, device, user);
  }

  /** The job's own device where it is there; whatever else has its serial is gone afterwards. */
  async #alone(slot: Slot, user: GraphUser): Promise<GraphDevice | null> {
    const { db } = this.#stores;
    const { serial, replaces: mayGo } = slot;
    const there = await during({ doing: 'Looking for the serial in Entra', need: 'inventory' }, () =>
      this.#api.devicesBySerial(serial),
    );
    const own = ownOf(slot, there, user.id);
    const devices = there.filter(({ id }) => id !== own?.id);
    const replaced = await makeRoom(db, this.#api, { serial, devices, own, mayGo });
    if (replaced.length > 0) await this.#tell('directory.replaced', { token: serial, ...toldOf(replaced) });
    // The decision was about those that were there.
    if (mayGo) await changeSlot(db, slot, { replaces: false });
    return own;
  }

  /** What was remembered, as far as reading shows that it still stands. Else the token has to be made. */
  async #known(slot: Slot): Promise<{ isAssigned: boolean; slot: Slot }> {
    const { device_id: id } = slot;
    if (id === null || slot.user_id === null || slot.method_id === null) return { isAssigned: false, slot };
    const device = await during({ doing: 'Reading the token in Entra', need: 'inventory' }, () => this.#api.device(id));
    if (device?.assignedTo !== slot.user_id) {
      // Somebody unassigned it, or took it out: it is still ours, or begun anew, and a stranger's is then found as such.
      const change =
        device?.assignedTo === null
          ? ({ method_id: null, status: 'creating' } as const)
          : ({ ...nothing, status: 'looking' } as const);
      await changeSlot(this.#stores.db, slot, change);
      return { isAssigned: false, slot: { ...slot, ...change } };
    }
    if (device.status === 'activated' && slot.status !== 'activated') {
      await changeSlot(this.#stores.db, slot, { status: 'activated', trouble: null });
    }
    return { isAssigned: true, slot: await this.#slot(slot) };
  }

  /** The same token with another seed: what was made with the one before goes, unless somebody else has it by now. */
  async #anew(slot: Slot, seedId: string): Promise<Slot> {
    await during({ doing: 'Taking the token’s earlier seed out of Entra', need: 'methods' }, async () => {
      const device = await this.#made(slot);
      if (device === null || (device.assignedTo !== null && device.assignedTo !== slot.user_id)) return;
      await takeFromUser(this.#api, device);
      await this.#api.remove(device.id);
    });
    const change = { ...nothing, status: 'looking', seed_id: seedId } as const;
    await changeSlot(this.#stores.db, slot, change);
    return { ...slot, ...change };
  }

  async #made(slot: Slot): Promise<GraphDevice | null> {
    if (slot.device_id !== null) return this.#api.device(slot.device_id);
    return ownOf(slot, await this.#api.devicesBySerial(slot.serial), slot.user_id);
  }

  async #user(upn: string): Promise<GraphUser> {
    const user = await during({ doing: 'Looking up the recipient', need: 'users' }, () => this.#api.user(upn));
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
    const methods = await during({ doing: 'Counting the recipient’s methods', need: 'methods' }, () =>
      this.#api.countMethods(user.id),
    );
    if (methods >= mostMethods) {
      throw new ProblemError(
        'directory-user',
        `${token.upn} has ${String(methods)} OATH tokens and authenticator apps already, and Entra allows five. Remove one (Entra → Users → Authentication methods), then go on.`,
      );
    }
    // On record before the request goes out: whatever is then found under this serial is ours.
    await changeSlot(db, { job_id: job.id, serial: token.serial }, { status: 'creating', user_id: user.id });
    return during({ doing: 'Making the token in Entra', need: 'inventory' }, () =>
      vault.use(db, job.seed_id, (seed) => {
        const secretBase32 = encodeBase32(seed.expose());
        const { serial, manufacturer, model } = token;
        const { period, algorithm } = job;
        const body = { serial, manufacturer, model, period, algorithm, secretBase32, userId: user.id };
        return settle(() => this.#api.create(body), {
          look: async () => (await this.#api.devicesBySerial(serial))[0] ?? null,
          ...patience,
        });
      }),
    );
  }

  async #assign(key: SlotKey, device: GraphDevice, user: GraphUser): Promise<Slot> {
    const { db } = this.#stores;
    await changeSlot(db, key, { status: 'creating', user_id: user.id, device_id: device.id });
    const method = await during({ doing: 'Assigning the token in Entra', need: 'methods' }, async () => {
      // Read again: right after a create the assignment may not show, and without the permission it never does.
      const look = (): Promise<string | null> => this.#api.methodOf(user.id, device.id);
      return (await look()) ?? (await settle(() => this.#api.assign(user.id, device.id), { look, ...patience }));
    });
    const status = device.status === 'activated' ? 'activated' : 'assigned';
    await changeSlot(db, key, { status, method_id: method, trouble: null });
    return this.#slot(key);
  }

  async #slot(key: SlotKey): Promise<Slot> {
    const slot = await findSlot(this.#stores.db, key);
    if (slot === null) throw new Error('The job has no place for its token in the directory.');
    return slot;
  }
}

const nothing = { user_id: null, device_id: null, method_id: null } as const;
