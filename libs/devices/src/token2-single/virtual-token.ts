import { fromHex, toHex } from '../bytes.js';
import { FaultPlan, type Fault } from '../virtual/faults.js';
import type { FieldDevice, Reaction } from '../virtual/field-device.js';
import type { RandomBytes } from '../virtual/random-bytes.js';
import { TokenDisplay, type DisplayedSecret } from '../virtual/token-display.js';
import { modelOf, type SingleModel } from './models.js';
import { VirtualClock } from '../virtual/virtual-clock.js';
import { isDescription, VirtualFirmware, type FirmwareMemory } from './virtual-firmware.js';

/** Plain JSON, with the seed in clear (hexadecimal, '' when none): a toy's state, of no use on a real depot. */
export interface VirtualTokenSnapshot {
  readonly kind: 'programmable';
  readonly serial: string;
  readonly seed: string;
  readonly displayByte: number;
  readonly algorithmByte: number;
  readonly periodByte: number;
  /** What the last setting of the clock came to, against true time. */
  readonly clockOffsetSeconds: number;
  readonly clockErrorSeconds: number;
}

/** What a virtual token needs of the world. `now` is true time in seconds since 1970 UTC. */
export interface VirtualWorld {
  readonly now: () => number;
  readonly random: RandomBytes;
}

const factoryState = {
  seed: '',
  displayByte: 0x01,
  algorithmByte: 0x01,
  periodByte: 0x1e,
  clockOffsetSeconds: 0,
  clockErrorSeconds: 0,
} as const;

/** A single-profile NFC token that speaks the real protocol. It starts switched off. */
export class VirtualToken implements FieldDevice {
  readonly kind = 'programmable';
  /** What goes wrong with it; not part of its snapshot. */
  readonly faults = new FaultPlan();
  readonly #memory: FirmwareMemory;
  readonly #clock: VirtualClock;
  readonly #firmware: VirtualFirmware;
  readonly #display = new TokenDisplay();
  readonly #powerListeners = new Set<() => void>();

  /** From the factory, with `seed` in hexadecimal if it came with one; or, given a whole snapshot, as it was left. */
  constructor(state: Partial<VirtualTokenSnapshot> & { readonly serial: string }, { now, random }: VirtualWorld) {
    const { serial, seed, displayByte, algorithmByte, periodByte, ...clock } = { ...factoryState, ...state };
    const restrictedSync = modelOf(serial)?.seedSurvivesConfigure !== true;
    this.#memory = { serial, restrictedSync, seed: fromHex(seed), displayByte, algorithmByte, periodByte };
    this.#clock = new VirtualClock(now, {
      offsetSeconds: clock.clockOffsetSeconds,
      errorSeconds: clock.clockErrorSeconds,
    });
    this.#firmware = new VirtualFirmware(this.#memory, { clock: this.#clock, random });
  }

  get serial(): string {
    return this.#memory.serial;
  }

  /** Null for a serial that no model has. */
  get model(): SingleModel | null {
    return modelOf(this.serial);
  }

  get isOn(): boolean {
    return this.#display.isOn;
  }

  /** How far its clock is ahead of what it was set to, in seconds; setting it again does not mend this. */
  get clockErrorSeconds(): number {
    return this.#clock.errorSeconds;
  }

  set clockErrorSeconds(seconds: number) {
    this.#clock.errorSeconds = seconds;
  }

  /** Lights the display with the seed and settings it has at this moment. Nothing happens when it is on already. */
  switchOn(): void {
    if (this.isOn) return;
    this.#display.switchOn(this.#secret());
    this.#powerChanged();
  }

  /** Darkens the display and ends the authenticated session. Nothing happens when it is off already. */
  switchOff(): void {
    if (!this.isOn) return;
    this.#display.switchOff();
    this.#firmware.endSession();
    this.#powerChanged();
  }

  onPower(listener: () => void): () => void {
    this.#powerListeners.add(listener);
    return () => void this.#powerListeners.delete(listener);
  }

  /** What its own clock says at true time `now`, in seconds. */
  clock(now?: number): number {
    return this.#clock.read(now);
  }

  /**
   * The six digits on the display at true time `now`, in seconds; null when it is off or has no seed to show. After a
   * burn it goes on showing the codes of the seed before, or none, until it is switched off and on.
   */
  display(now?: number): string | null {
    return this.#display.codeAt(this.#clock.read(now));
  }

  hear(apdu: Uint8Array): Reaction {
    const fault = this.faults.next(apdu);
    return fault === null ? { kind: 'answer', bytes: this.#firmware.answer(apdu) } : this.#faulty(apdu, fault);
  }

  snapshot(): VirtualTokenSnapshot {
    const { serial, seed, displayByte, algorithmByte, periodByte } = this.#memory;
    return {
      kind: this.kind,
      serial,
      seed: toHex(seed),
      displayByte,
      algorithmByte,
      periodByte,
      clockOffsetSeconds: this.#clock.offsetSeconds,
      clockErrorSeconds: this.clockErrorSeconds,
    };
  }

  #faulty(apdu: Uint8Array, fault: Fault): Reaction {
    switch (fault.kind) {
      case 'eject':
      case 'mute':
        if (fault.heard) this.#firmware.answer(apdu);
        return { kind: fault.kind };
      case 'lost-answer':
        this.#firmware.answer(apdu);
        return { kind: 'answer', bytes: new Uint8Array(0) };
      case 'status-word':
        return { kind: 'answer', bytes: Uint8Array.of(fault.statusWord >> 8, fault.statusWord & 0xff) };
      case 'serial': {
        const honest = this.#firmware.answer(apdu);
        const bytes = isDescription(apdu, honest) ? this.#firmware.describe(fault.serial) : honest;
        return { kind: 'answer', bytes };
      }
    }
  }

  /** Bytes no driver of ours would write count as SHA-1 and 30 s *(inferred)*. */
  #secret(): DisplayedSecret | null {
    const { seed, algorithmByte, periodByte } = this.#memory;
    if (seed.length === 0) return null;
    return { seed, algorithm: algorithmByte === 0x02 ? 'SHA256' : 'SHA1', period: periodByte === 0x3c ? 60 : 30 };
  }

  #powerChanged(): void {
    for (const listener of this.#powerListeners) listener();
  }
}
