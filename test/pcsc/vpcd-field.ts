import { connect } from 'node:net';
import type { FieldDevice, Reaction } from '@depot/devices';
import { VpcdLink } from './vpcd-link.js';

/** While pcscd is away or the reader unplugged. */
const dialAgainMs = 50;

/**
 * The field of one reader of a `VirtualPcscd`: a device that lies here and is switched on dials vpcd's port, where pcscd finds
 * it when it next looks (every 400 ms). It dials again when the line is cut and it still lies here.
 */
export class VpcdField {
  readonly #port: number;
  readonly #latencyMs: number;
  readonly #waiting = new Set<() => void>();
  #device: FieldDevice | null = null;
  #stopListening: () => void = () => undefined;
  #link: VpcdLink | null = null;
  /** Resolves when pcscd has seen that what was taken off before is gone. */
  #forgotten: Promise<unknown> = Promise.resolve();
  #isShown = false;

  /** @param latencyMs what a token takes for each APDU, on top of the way through pcscd */
  constructor(port: number, latencyMs: number) {
    this.#port = port;
    this.#latencyMs = latencyMs;
  }

  get device(): FieldDevice | null {
    return this.#device;
  }

  place(device: FieldDevice): void {
    if (this.#device !== null) throw new Error('Something lies on this reader already.');
    this.#device = device;
    this.#stopListening = device.onPower(() => {
      if (device.isOn) this.#dial(device);
      else this.#hangUp();
    });
    this.#dial(device);
  }

  /** Takes off what lies here. */
  clear(): FieldDevice | null {
    const device = this.#device;
    this.#stopListening();
    this.#device = null;
    this.#hangUp();
    return device;
  }

  /** Resolves when pcscd, which must be running, knows what lies here, or that nothing does. */
  async settled(): Promise<void> {
    if (this.#device?.isOn === true) await this.#untilShown();
    else await this.#forgotten;
  }

  #untilShown(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.#isShown) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #dial(device: FieldDevice): void {
    if (this.#link !== null || this.#device !== device || !device.isOn) return;
    const link: VpcdLink = new VpcdLink(connect(this.#port, '127.0.0.1'), {
      asked: () => {
        if (this.#link === link) this.#shown();
      },
      hear: (apdu) => this.#hear(device, apdu),
      ejected: () => {
        if (this.#link === link) this.clear();
      },
      closed: () => {
        if (this.#link !== link) return;
        this.#hangUp();
        setTimeout(() => {
          this.#dial(device);
        }, dialAgainMs);
      },
    });
    this.#link = link;
  }

  async #hear(device: FieldDevice, apdu: Uint8Array): Promise<Reaction> {
    if (this.#latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#latencyMs));
    return device.hear(apdu);
  }

  #hangUp(): void {
    const link = this.#link;
    this.#link = null;
    this.#isShown = false;
    if (link === null) return;
    link.cut();
    this.#forgotten = Promise.all([this.#forgotten, link.closed]);
  }

  #shown(): void {
    this.#isShown = true;
    for (const look of this.#waiting) look();
  }
}
