import { randomBytes } from 'node:crypto';
import type { EventView, JobView, WithdrawalView } from '@depot/contracts';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import type { ClassicToken } from '../demo/seed-file.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { permissions } from '../entra/permissions.js';
import type { EmulatedDevice } from '../entra/tenant.js';
import { useLine } from './line.fixture.js';
import type { Line } from './line.fixture.js';

/** A line that is connected to an Entra of its own. */
export interface EntraLine {
  readonly entra: EntraEmulator;
  readonly line: Line;
  /** Classic ones: their seeds are in the vault, they themselves in the drawer. */
  readonly tokens: ClassicToken[];
}

/** Starts both for a file's tests, each of which begins with an inventory that is empty, permissions that are all there, and no faults. */
export async function useEntraLine(classic: number): Promise<EntraLine> {
  const entra = await EntraEmulator.start();
  const line = useLine({ stations: [2], environment: entra.environment });
  const tokens = makeClassicTokens(classic, (length) => new Uint8Array(randomBytes(length)));
  beforeAll(async () => {
    const { admin } = line.depot.clients;
    await takeSeedFile(admin, vendorFile(tokens));
    for (const token of tokens) await line.hands.place.station.bench.addClassic(token);
    await connectDepot(admin);
  });
  afterAll(() => entra.stop());
  beforeEach(() => {
    entra.tenant.devices.clear();
    entra.faults.plan = { ...entra.faults.plan, share: 0 };
    for (const permission of permissions) entra.tenant.granted.add(permission);
  });
  return { entra, line, tokens };
}

/** A line whose tokens are in the emulated Entra, as tests look at it: from the job, from its timeline, and from Entra's own side. */
export class DirectoryLine {
  readonly #line: Line;
  readonly #entra: EntraEmulator;

  constructor(line: Line, entra: EntraEmulator) {
    this.#line = line;
    this.#entra = entra;
  }

  /** An own-seed job whose token was burned and is its recipient's in Entra. */
  async assigned(): Promise<JobView> {
    const { hands } = this.#line;
    await this.#line.taken('own-seed');
    const job = await hands.burn(await hands.place.station.bench.takeFresh());
    await this.happened(job, 'directory.assigned');
    return job;
  }

  timeline(job: JobView): Promise<EventView[]> {
    return this.#line.depot.clients.admin.get<EventView[]>(`jobs/${job.id}/timeline`);
  }

  /** What its timeline says of this kind about a token, the newest. */
  happened(job: JobView, kind: string, serial = job.serial): Promise<EventView> {
    return this.#line.live.until(
      async () =>
        (await this.timeline(job)).findLast((event) => event.kind === kind && event.serial === serial) ?? null,
      `${kind} of token ${serial ?? ''} on the timeline`,
    );
  }

  withdrawals(job: JobView): Promise<WithdrawalView[]> {
    return this.#line.depot.clients.operator.get<WithdrawalView[]>(`directory/withdrawals?job=${job.id}`);
  }

  /** Until nothing of the job's tokens is to be taken out of Entra any more. */
  settled(job: JobView): Promise<WithdrawalView[]> {
    return this.#line.live.until(async () => {
      const all = await this.withdrawals(job);
      return all.every(({ status }) => status === 'done') ? all : null;
    }, 'what is to leave Entra to have left');
  }

  devicesOf(serial: string | null): EmulatedDevice[] {
    return [...this.#entra.tenant.devices.values()].filter((device) => device.serialNumber === serial);
  }

  /** A device that somebody uploaded in the portal. */
  uploaded(serialNumber: string, owner: string | null, status: EmulatedDevice['status']): EmulatedDevice {
    const { devices } = this.#entra.tenant;
    const about = {
      manufacturer: 'Old',
      model: 'CSV',
      period: 30,
      hashFunction: 'hmacsha1',
      displayName: null,
    } as const;
    const assignedTo = owner === null ? null : this.#entra.tenant.user(owner).id;
    const id = `uploaded-${serialNumber}-${String(devices.size)}`;
    const held = { assignedTo, status, lateAnswers: 0, activations: 0 };
    const device: EmulatedDevice = { ...about, ...held, id, serialNumber, secret: new Uint8Array(20) };
    devices.set(id, device);
    return device;
  }

  /** Everything in Entra that is somebody's. */
  held(): string[] {
    return [...this.#entra.tenant.devices.values()].flatMap((device) =>
      device.assignedTo === null ? [] : [device.serialNumber],
    );
  }
}
