import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BindingName, FieldDevice } from '@depot/devices';
import { freePort } from '../depot/free-port.js';
import { PrivatePcscd } from './private-pcscd.js';
import { VirtualUsb } from './virtual-usb.js';
import type { UsbReader } from './virtual-usb.js';
import { VpcdField } from './vpcd-field.js';

/** The system packages that this needs. */
export const pcscPackages = ['pcscd', 'vsmartcard-vpcd', 'g++', 'util-linux'];

/** What tests of a binding need; one of the two is compiled where it is installed. */
export function packagesFor(binding: BindingName): readonly string[] {
  return binding === 'nfc-pcsc' ? [...pcscPackages, binding, 'libpcsclite-dev'] : pcscPackages;
}

interface VirtualReader extends UsbReader {
  readonly field: VpcdField;
}

/**
 * A pcscd of our own with readers of our choice, and hands to lay virtual tokens on them. Several may run side by side, and
 * beside one of the system. Readers are named by what they were asked for, or as PC/SC shows them.
 */
export class VirtualPcscd {
  readonly #folder: string;
  readonly #usb: VirtualUsb;
  readonly #daemon: PrivatePcscd;
  readonly #readers: readonly VirtualReader[];

  private constructor(folder: string, readers: readonly VirtualReader[]) {
    this.#folder = folder;
    this.#readers = readers;
    this.#usb = new VirtualUsb(join(folder, 'usb'), readers);
    this.#daemon = new PrivatePcscd(join(folder, 'run'), this.#usb);
  }

  /** @param names at most 15 readers, each of another name @throws Error with the reason */
  static async start(names: readonly string[], { latencyMs = 0 } = {}): Promise<VirtualPcscd> {
    const readers: VirtualReader[] = [];
    for (const name of names) {
      // vpcd opens one for each reader.
      const port = await freePort();
      readers.push({ name, port, field: new VpcdField(port, latencyMs) });
    }
    const folder = mkdtempSync(join(tmpdir(), 'depot-pcscd-'));
    try {
      const started = new VirtualPcscd(folder, readers);
      await started.start();
      return started;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Programs find this pcscd with these settings. */
  get environment(): { readonly PCSCLITE_CSOCK_NAME: string } {
    return { PCSCLITE_CSOCK_NAME: this.#daemon.socket };
  }

  get isRunning(): boolean {
    return this.#daemon.isRunning;
  }

  /** The readers as PC/SC shows them. */
  list(): { readonly name: string }[] {
    return this.#readers.map(({ name }) => ({ name: shownName(name) }));
  }

  /** SIGKILL. The tokens stay where they lie. */
  async kill(): Promise<void> {
    await this.#daemon.end('SIGKILL');
  }

  /** Starts it again on the same socket, with the same readers. */
  async start(): Promise<void> {
    await this.#daemon.start();
  }

  /** Ends it, and removes all it had. */
  async stop(): Promise<void> {
    for (const { field } of this.#readers) field.clear();
    await this.#daemon.end('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Lays a device on a reader; in the field only while it is on. Throws when something lies there. */
  place(reader: string, device: FieldDevice): void {
    this.#find(reader).field.place(device);
  }

  /** Takes off what lies on a reader; null when nothing does. */
  remove(reader: string): FieldDevice | null {
    return this.#find(reader).field.clear();
  }

  deviceOn(reader: string): FieldDevice | null {
    return this.#find(reader).field.device;
  }

  /** The reader the token of this serial lies on, switched on or not; null when on none. */
  readerOf(serial: string): string | null {
    const found = this.#readers.find(({ field }) => field.device?.serial === serial);
    return found === undefined ? null : shownName(found.name);
  }

  /** Resolves when pcscd, which must be running, has noticed what lies on a reader, or that nothing does. */
  settled(reader: string): Promise<void> {
    return this.#find(reader).field.settled();
  }

  /** Pulls the plug of a reader; what lies on it stays there. pcscd must be running. */
  unplug(reader: string): void {
    this.#usb.unplug(this.#find(reader));
  }

  plug(reader: string): void {
    this.#usb.plug(this.#find(reader));
  }

  #find(reader: string): VirtualReader {
    const found = this.#readers.find(({ name }) => name === reader || shownName(name) === reader);
    if (found === undefined) throw new Error(`There is no reader "${reader}".`);
    return found;
  }
}

/** pcscd counts readers of one name, and their slots. */
function shownName(name: string): string {
  return `${name} 00 00`;
}
