import { codeAt } from '@depot/totp';
import { splitAnswer } from '../apdu.js';
import { FaultPlan, type Fault } from '../virtual/faults.js';
import type { FieldDevice, Reaction } from '../virtual/field-device.js';
import type { RandomBytes } from '../virtual/random-bytes.js';
import { MoltoFirmware } from './virtual-firmware.js';
import { MoltoMemory, type ProfileMemory, type VirtualMoltoSnapshot } from './virtual-memory.js';

/** One line of the screen. */
export interface MoltoLine {
  readonly profile: number;
  readonly title: string | null;
  /** Null when the profile has no seed. */
  readonly code: string | null;
  /** Until the code changes, by the profile's own clock; null without a code. */
  readonly secondsLeft: number | null;
}

const bytesOf = {
  algorithm: (byte: number) => (byte === 0x02 ? 'SHA256' : 'SHA1'),
  period: (byte: number) => (byte === 0x3c ? 60 : 30),
} as const;

/** A Molto2 that speaks the real protocol. Its battery keeps the screen alive; it starts unplugged. */
export class VirtualMolto implements FieldDevice {
  readonly kind = 'molto2';
  /** What goes wrong with it; not part of its snapshot. */
  readonly faults = new FaultPlan();
  readonly #memory: MoltoMemory;
  readonly #firmware: MoltoFirmware;
  readonly #plugListeners = new Set<() => void>();
  #isPlugged = false;

  /** From the factory; or, given a whole snapshot, as it was left. `now` is true time in seconds since 1970 UTC. */
  constructor(
    state: Partial<VirtualMoltoSnapshot> & { readonly serial: string },
    { now, random }: { readonly now: () => number; readonly random: RandomBytes },
  ) {
    this.#memory = new MoltoMemory(state, now);
    this.#firmware = new MoltoFirmware(this.#memory, random);
  }

  get serial(): string {
    return this.#memory.serial;
  }

  get model(): VirtualMoltoSnapshot['model'] {
    return this.#memory.model;
  }

  /** Plugged in, which is all that a reader sees of it. */
  get isOn(): boolean {
    return this.#isPlugged;
  }

  get triesLeft(): number {
    return this.#memory.triesLeft;
  }

  /** It shows a question: press ▲, or unplug it to answer no. */
  get asks(): boolean {
    return this.#firmware.asks;
  }

  /** How far its clocks are ahead of what they were set to, in seconds; setting them again does not mend this. */
  get clockErrorSeconds(): number {
    return this.#memory.clock.errorSeconds;
  }

  set clockErrorSeconds(seconds: number) {
    for (const { clock } of [this.#memory, ...this.#memory.profiles]) clock.errorSeconds = seconds;
  }

  plugIn(): void {
    if (this.#isPlugged) return;
    this.#isPlugged = true;
    this.#plugChanged();
  }

  /** Ends the authenticated session, and withdraws the question on its screen. */
  unplug(): void {
    if (!this.#isPlugged) return;
    this.#isPlugged = false;
    this.#firmware.endSession();
    this.#plugChanged();
  }

  pressUp(): void {
    this.#firmware.pressUp();
  }

  onPower(listener: () => void): () => void {
    this.#plugListeners.add(listener);
    return () => void this.#plugListeners.delete(listener);
  }

  /** What the clock of a profile, or of the device itself, says at true time `now`, in seconds. */
  clock(now?: number, profile?: number): number {
    const { clock } = profile === undefined ? this.#memory : this.#profile(profile);
    return clock.read(now);
  }

  /** The code of a profile at true time `now`, in seconds; null when it has no seed. New seeds show at once. */
  display(profile: number, now?: number): string | null {
    return codeOf(this.#profile(profile), now);
  }

  /** Every profile that holds a seed or has a title, at true time `now`. */
  screen(now?: number): MoltoLine[] {
    return this.#memory.profiles.flatMap((memory, profile) => {
      if (memory.seed.length === 0 && memory.title.length === 0) return [];
      const code = codeOf(memory, now);
      const period = bytesOf.period(memory.periodByte);
      const secondsLeft = code === null ? null : period - (memory.clock.read(now) % period);
      return [{ profile, title: new TextDecoder().decode(memory.title) || null, code, secondsLeft }];
    });
  }

  hear(apdu: Uint8Array): Reaction {
    const fault = this.faults.next(apdu);
    return fault === null ? { kind: 'answer', bytes: this.#firmware.answer(apdu) } : this.#faulty(apdu, fault);
  }

  snapshot(): VirtualMoltoSnapshot {
    return this.#memory.snapshot();
  }

  #faulty(apdu: Uint8Array, fault: Fault): Reaction {
    switch (fault.kind) {
      case 'eject':
        if (fault.heard) this.#firmware.answer(apdu);
        this.unplug();
        return { kind: 'eject' };
      case 'mute':
        if (fault.heard) this.#firmware.answer(apdu);
        return { kind: 'mute' };
      case 'lost-answer':
        this.#firmware.answer(apdu);
        return { kind: 'answer', bytes: new Uint8Array(0) };
      case 'status-word':
        return { kind: 'answer', bytes: Uint8Array.of(fault.statusWord >> 8, fault.statusWord & 0xff) };
      case 'serial': {
        const honest = this.#firmware.answer(apdu);
        const isInfo = apdu[1] === 0x41 && apdu[4] !== 0x01 && splitAnswer(honest).statusWord === 0x9000;
        return { kind: 'answer', bytes: isInfo ? this.#firmware.describe(fault.serial) : honest };
      }
    }
  }

  #profile(profile: number): ProfileMemory {
    const memory = this.#memory.profiles[profile];
    if (memory === undefined) throw new RangeError(`There is no profile ${profile}.`);
    return memory;
  }

  #plugChanged(): void {
    for (const listener of [...this.#plugListeners]) listener();
  }
}

/** Bytes no driver of ours would write count as SHA-1, 30 s and 6 digits *(inferred)*. */
function codeOf({ seed, algorithmByte, digitsByte, periodByte, clock }: ProfileMemory, now?: number): string | null {
  if (seed.length === 0) return null;
  const digits = ([4, 8, 10] as const).find((one) => one === digitsByte) ?? 6;
  const parameters = {
    algorithm: bytesOf.algorithm(algorithmByte),
    period: bytesOf.period(periodByte),
    digits,
  } as const;
  return codeAt(seed, parameters, clock.read(now));
}
