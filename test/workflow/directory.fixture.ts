import type { EventView, JobView, Route, WithdrawalView } from '@depot/contracts';
import type { EntraEmulator } from '../entra/emulator.js';
import type { EmulatedDevice } from '../entra/tenant.js';
import type { Line } from './line.fixture.js';

/** A line whose tokens are in the emulated Entra, as tests look at it: from the job, from its timeline, and from Entra's own side. */
export class DirectoryLine {
  readonly #line: Line;
  readonly #entra: EntraEmulator;

  constructor(line: Line, entra: EntraEmulator) {
    this.#line = line;
    this.#entra = entra;
  }

  /** A job of its own at the station. */
  async taken(route: Route): Promise<JobView> {
    await this.#line.batch(route);
    const job = await this.#line.hands.next();
    if (job === null) throw new Error('No job was there to take.');
    return job;
  }

  /** An own-seed job whose token was burned and is its recipient's in Entra. */
  async assigned(): Promise<JobView> {
    const { hands } = this.#line;
    await this.taken('own-seed');
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
