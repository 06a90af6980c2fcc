import { toHex } from '../bytes.js';
import { singleModels } from '../token2-single/models.js';
import { VirtualToken, type VirtualTokenSnapshot, type VirtualWorld } from '../token2-single/virtual-token.js';
import { VirtualClassicToken, type ClassicTokenSnapshot } from './classic-token.js';
import { randomBelow, type RandomBytes } from './random-bytes.js';

export type DrawerToken = VirtualToken | VirtualClassicToken;

/** Plain JSON. It holds seeds in clear, as the drawer of a real depot does. */
export interface DrawerSnapshot {
  readonly tokens: readonly (VirtualTokenSnapshot | ClassicTokenSnapshot)[];
}

export interface DrawerOrder {
  readonly programmable: number;
  /** None by default. */
  readonly classic?: number;
  /** The programmable ones come with a seed of the factory's as well. They do not by default. */
  readonly factorySeeds?: boolean;
}

/** Ours, so that no classic serial is taken for a programmable one; real classic serials have no published rule. */
const classicPrefix = '8650002';
const seedLength = 20;
const worstClockError = 25;

/** A prefix and seven digits, none like those in `taken`, to which it is added. */
function newSerial(prefix: string, { taken, random }: { taken: Set<string>; random: RandomBytes }): string {
  for (;;) {
    const serial = prefix + String(randomBelow(random, 10_000_000)).padStart(7, '0');
    if (taken.has(serial)) continue;
    taken.add(serial);
    return serial;
  }
}

function clockError(random: RandomBytes): number {
  return randomBelow(random, 2 * worstClockError + 1) - worstClockError;
}

/** A drawer of virtual tokens, each known by its serial, all switched off when it is opened. */
export class Drawer {
  readonly tokens: readonly DrawerToken[];

  private constructor(tokens: readonly DrawerToken[]) {
    this.tokens = tokens;
  }

  /**
   * New tokens of all models in turn, classic ones last; each clock is a whole number of seconds wrong, -25 to 25.
   * The same `random` makes the same drawer.
   */
  static make({ programmable, classic = 0, factorySeeds = false }: DrawerOrder, world: VirtualWorld): Drawer {
    const { random, now } = world;
    const taken = new Set<string>();
    const newSeed = () => toHex(random(seedLength));
    const programmables = Array.from({ length: programmable }, (_, index) => {
      const prefix = singleModels[index % singleModels.length]?.serialPrefix ?? '';
      const serial = newSerial(prefix, { taken, random });
      const seed = factorySeeds ? newSeed() : '';
      return new VirtualToken({ serial, seed, clockErrorSeconds: clockError(random) }, world);
    });
    const classics = Array.from({ length: classic }, () => {
      const serial = newSerial(classicPrefix, { taken, random });
      const make = { algorithm: 'SHA1', period: 30 } as const;
      return new VirtualClassicToken({ serial, seed: newSeed(), ...make, clockErrorSeconds: clockError(random) }, now);
    });
    return new Drawer([...programmables, ...classics]);
  }

  /** The drawer as `snapshot` left it, every token switched off. */
  static restore({ tokens }: DrawerSnapshot, world: VirtualWorld): Drawer {
    return new Drawer(
      tokens.map((token) =>
        token.kind === 'classic' ? new VirtualClassicToken(token, world.now) : new VirtualToken(token, world),
      ),
    );
  }

  find(serial: string): DrawerToken | null {
    return this.tokens.find((token) => token.serial === serial) ?? null;
  }

  snapshot(): DrawerSnapshot {
    return { tokens: this.tokens.map((token) => token.snapshot()) };
  }
}
