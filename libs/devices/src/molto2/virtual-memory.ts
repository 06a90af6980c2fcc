import { fromHex, toHex } from '../bytes.js';
import { VirtualClock } from '../virtual/virtual-clock.js';
import { defaultCustomerKey, sm4KeyOf } from './customer-key.js';
import { moltoModels } from './models.js';

/** A profile of a virtual Molto2; plain JSON with the seed in clear (hexadecimal, '' when none). */
export interface VirtualProfileSnapshot {
  readonly seed: string;
  readonly title: string;
  readonly displayByte: number;
  readonly algorithmByte: number;
  readonly digitsByte: number;
  readonly periodByte: number;
  /** What the last setting of its clock came to, against true time. */
  readonly clockOffsetSeconds: number;
}

/** Plain JSON, with seeds and key in clear: a toy's state, of no use on a real depot. */
export interface VirtualMoltoSnapshot {
  readonly kind: 'molto2';
  readonly serial: string;
  readonly model: (typeof moltoModels)[number]['name'];
  /** The SM4 key behind the customer key, hexadecimal. */
  readonly key: string;
  readonly triesLeft: number;
  readonly clockOffsetSeconds: number;
  readonly clockErrorSeconds: number;
  /** Those that were ever written to; the rest are as from the factory. */
  readonly profiles: Readonly<Record<string, VirtualProfileSnapshot>>;
}

/** What a profile keeps; the bytes are those of the configure command, never checked. */
export interface ProfileMemory {
  /** Empty when it has none. */
  seed: Uint8Array;
  /** UTF-8, at most 16 bytes; empty when it has none. */
  title: Uint8Array;
  displayByte: number;
  algorithmByte: number;
  digitsByte: number;
  periodByte: number;
  readonly clock: VirtualClock;
}

/** A wrong key leaves 63C7 on hardware, so there are eight (`framefilter/keyroost` docs/PROTOCOL.md). */
export const allTries = 8;

const newProfile = {
  ...{ seed: '', title: '', displayByte: 0x01, algorithmByte: 0x01, digitsByte: 0x06, periodByte: 0x1e },
  clockOffsetSeconds: 0,
} as const satisfies VirtualProfileSnapshot;

/** What a virtual Molto2 keeps when it is unplugged. That every profile has a clock of its own is inferred. */
export class MoltoMemory {
  readonly serial: string;
  readonly model: VirtualMoltoSnapshot['model'];
  readonly clock: VirtualClock;
  readonly profiles: readonly ProfileMemory[];
  key: Uint8Array;
  triesLeft: number;
  readonly #factory: string;

  constructor(state: Partial<VirtualMoltoSnapshot> & { readonly serial: string }, now: () => number) {
    const { clockErrorSeconds: errorSeconds = 0, clockOffsetSeconds: offsetSeconds = 0, profiles = {} } = state;
    this.serial = state.serial;
    this.model = state.model ?? 'Molto2 v2';
    this.key = state.key === undefined ? sm4KeyOf(defaultCustomerKey) : fromHex(state.key);
    this.triesLeft = state.triesLeft ?? allTries;
    this.clock = new VirtualClock(now, { offsetSeconds, errorSeconds });
    const length = moltoModels.find(({ name }) => name === this.model)?.profiles ?? 0;
    this.profiles = Array.from({ length }, (_, index): ProfileMemory => {
      const { seed, title, clockOffsetSeconds, ...bytes } = profiles[String(index)] ?? newProfile;
      const clock = new VirtualClock(now, { offsetSeconds: clockOffsetSeconds, errorSeconds });
      return { seed: fromHex(seed), title: new TextEncoder().encode(title), ...bytes, clock };
    });
    this.#factory = JSON.stringify(newProfile);
  }

  /** As it left the factory, but for its clocks. */
  reset(): void {
    this.key.fill(0);
    this.key = sm4KeyOf(defaultCustomerKey);
    this.triesLeft = allTries;
    const { displayByte, algorithmByte, digitsByte, periodByte } = newProfile;
    for (const profile of this.profiles) {
      profile.seed.fill(0);
      const nothing = { seed: new Uint8Array(0), title: new Uint8Array(0) };
      Object.assign(profile, { ...nothing, displayByte, algorithmByte, digitsByte, periodByte });
    }
  }

  snapshot(): VirtualMoltoSnapshot {
    const states = this.profiles.map((profile, index) => [String(index), snapshotOf(profile)] as const);
    return {
      kind: 'molto2',
      serial: this.serial,
      model: this.model,
      key: toHex(this.key),
      triesLeft: this.triesLeft,
      clockOffsetSeconds: this.clock.offsetSeconds,
      clockErrorSeconds: this.clock.errorSeconds,
      profiles: Object.fromEntries(states.filter(([, state]) => JSON.stringify(state) !== this.#factory)),
    };
  }
}

function snapshotOf(profile: ProfileMemory): VirtualProfileSnapshot {
  const { seed, title, displayByte, algorithmByte, digitsByte, periodByte, clock } = profile;
  const texts = { seed: toHex(seed), title: new TextDecoder().decode(title) };
  return { ...texts, displayByte, algorithmByte, digitsByte, periodByte, clockOffsetSeconds: clock.offsetSeconds };
}
