import { type MoltoLine, type VirtualMolto, type VirtualWorld } from '@depot/devices';
import { type BenchReaders } from './bench-readers.js';
import { BenchRefusal } from './bench-refusal.js';
import { durable } from './durable.js';
import { type MoltoDrawer } from './molto-drawer.js';

/** As PC/SC names them: a Molto2 is its own reader while it is plugged in. */
export const moltoSockets: readonly string[] = ['TOKEN2 Molto2 [virtual] 0', 'TOKEN2 Molto2 [virtual] 1'];

/** A virtual Molto2 as one sees it from outside. */
export interface MoltoView {
  readonly serial: string;
  readonly model: string;
  /** The reader it is, plugged in; null while it is not. */
  readonly reader: string | null;
  /** Its screen asks for a press of ▲. */
  readonly asks: boolean;
  /** Not to be seen on a real one. */
  readonly triesLeft: number;
  readonly clockError: number;
  /** Every profile with a seed or a title. */
  readonly lines: readonly MoltoLine[];
}

/** The hands and eyes on the virtual Molto2. Methods throw `BenchRefusal`. */
export class MoltoBench {
  readonly #readers: BenchReaders;
  readonly #sockets: readonly string[];
  readonly #drawer: MoltoDrawer;
  readonly #now: VirtualWorld['now'];

  constructor(
    readers: BenchReaders,
    { drawer, sockets, now }: { drawer: MoltoDrawer; sockets: readonly string[]; now: VirtualWorld['now'] },
  ) {
    this.#readers = readers;
    this.#sockets = sockets;
    this.#drawer = drawer;
    this.#now = now;
  }

  has(serial: string): boolean {
    return this.#drawer.has(serial);
  }

  views(): MoltoView[] {
    return this.#drawer.moltos.map((molto) => this.#view(molto));
  }

  takeFresh(): MoltoView {
    return this.#view(this.#drawer.takeFresh());
  }

  /** Plugs it in at the first free socket, or pulls it out. */
  plug(serial: string, plugged: boolean): MoltoView {
    const molto = this.#drawer.find(serial);
    const at = this.#readers.readerOf(serial);
    if (plugged && at === null) {
      const free = this.#sockets.find((socket) => this.#readers.deviceOn(socket) === null);
      if (free === undefined) throw new BenchRefusal('No socket is free. Unplug a Molto2 first.');
      molto.plugIn();
      this.#readers.place(
        free,
        durable(molto, () => this.#drawer.save()),
      );
    }
    if (!plugged) {
      molto.unplug();
      if (at !== null) this.#readers.remove(at);
    }
    return this.#view(molto);
  }

  pressUp(serial: string): MoltoView {
    const molto = this.#drawer.find(serial);
    molto.pressUp();
    this.#drawer.save();
    return this.#view(molto);
  }

  /** What a profile shows, with its own clock (`at`) and ours (`now`), both in seconds since 1970. */
  display(serial: string, profile: number): { code: string | null; at: number; now: number } {
    const now = this.#now();
    const molto = this.#drawer.find(serial);
    try {
      return { code: molto.display(profile, now), at: molto.clock(now, profile), now };
    } catch {
      throw new BenchRefusal(`Molto2 ${serial} has no profile ${profile}.`, 404);
    }
  }

  setClock(serial: string, clockError: number): MoltoView {
    const molto = this.#drawer.find(serial);
    molto.clockErrorSeconds = clockError;
    this.#drawer.save();
    return this.#view(molto);
  }

  faultsOf(serial: string): VirtualMolto['faults'] {
    return this.#drawer.find(serial).faults;
  }

  #view(molto: VirtualMolto): MoltoView {
    const { serial, model, asks, triesLeft, clockErrorSeconds: clockError } = molto;
    const reader = this.#readers.readerOf(serial);
    return { serial, model, reader, asks, triesLeft, clockError, lines: molto.screen(this.#now()) };
  }
}
