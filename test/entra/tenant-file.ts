import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { permissions } from './permissions.js';
import { hashFunctions, statuses } from './tenant.js';
import type { EmulatedTenant } from './tenant.js';

const Device = z.strictObject({
  id: z.string(),
  serialNumber: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  secret: z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64'))),
  period: z.union([z.literal(30), z.literal(60)]),
  hashFunction: z.enum(hashFunctions),
  displayName: z.string().nullable(),
  assignedTo: z.string().nullable(),
  status: z.enum(statuses),
  lateAnswers: z.int(),
  activations: z.int(),
});

const User = z.strictObject({
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: z.string(),
  userType: z.enum(['Member', 'Guest']),
  otherMethods: z.int(),
  licensed: z.boolean(),
  roles: z.array(z.string()),
  pass: z.string().nullable(),
});

const Kept = z.strictObject({
  devices: z.array(Device),
  users: z.array(User),
  granted: z.array(z.enum(permissions)),
  policies: z.strictObject({ hardwareOath: z.boolean(), softwareOath: z.boolean(), temporaryAccessPass: z.boolean() }),
  premium: z.boolean(),
});

/**
 * What a tenant has, between one `npm start` and the next. It holds seeds in clear, as the file of the virtual tokens beside
 * it does: for virtual tokens alone, and readable by its owner alone.
 */
export class TenantFile {
  readonly #path: string;
  readonly #tenant: EmulatedTenant;
  #written = '';

  /** Gives the tenant what the file has, if there is one. @throws Error when it is damaged; what it holds is not repeated */
  constructor(path: string, tenant: EmulatedTenant) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#path = path;
    this.#tenant = tenant;
    const text = readIfThere(path);
    if (text !== null) this.#take(text);
  }

  /** In one move, where something has changed. */
  save(): void {
    const { devices, users, granted, policies, premium } = this.#tenant;
    const text = JSON.stringify({
      devices: [...devices.values()].map((device) => ({
        ...device,
        secret: Buffer.from(device.secret).toString('base64'),
      })),
      users: [...users.values()],
      granted: [...granted],
      policies,
      premium,
    });
    if (text === this.#written) return;
    const draft = `${this.#path}.new`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, this.#path);
    this.#written = text;
  }

  #take(text: string): void {
    const tenant = this.#tenant;
    const { devices, users, granted, policies, premium } = this.#parse(text);
    for (const device of devices) tenant.devices.set(device.id, device);
    for (const user of users) tenant.users.set(user.id, user);
    tenant.granted.clear();
    for (const permission of granted) tenant.granted.add(permission);
    Object.assign(tenant.policies, policies);
    tenant.premium = premium;
    this.#written = text;
  }

  #parse(text: string): z.infer<typeof Kept> {
    try {
      return Kept.parse(JSON.parse(text));
    } catch {
      throw new Error(`The sample tenant in ${this.#path} is damaged. Remove the file to get a new one.`);
    }
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
