import { type FaultRule, type VirtualWorld } from '@depot/devices';
import { type BenchReaders } from './bench-readers.js';
import { BenchRefusal } from './bench-refusal.js';
import { durable } from './durable.js';
import { type MoltoBench, type MoltoView } from './molto-bench.js';
import { tokenView, type TokenView } from './token-view.js';
import { type NewClassicToken, type VirtualDrawer } from './virtual-drawer.js';

export interface BenchState {
  readonly readers: { name: string; serial: string | null }[];
  readonly tokens: TokenView[];
  readonly moltos: MoltoView[];
}

interface BenchParts {
  readonly drawer: VirtualDrawer;
  readonly moltos: MoltoBench;
  readonly now: VirtualWorld['now'];
}

/** The hands and eyes on the virtual plastic. Methods throw `BenchRefusal`. */
export class VirtualBench {
  readonly #readers: BenchReaders;
  readonly #names: readonly string[];
  readonly #drawer: VirtualDrawer;
  /** The Molto2, which lie on no reader but are their own. */
  readonly moltos: MoltoBench;
  readonly #now: VirtualWorld['now'];

  constructor(readers: BenchReaders, { drawer, moltos, now }: BenchParts) {
    this.#readers = readers;
    this.#names = readers.list().map(({ name }) => name);
    this.#drawer = drawer;
    this.moltos = moltos;
    this.#now = now;
  }

  state(): BenchState {
    const readers = this.#names.map((name) => ({ name, serial: this.#readers.deviceOn(name)?.serial ?? null }));
    const tokens = this.#drawer.tokens.map(({ serial }) => this.#view(serial));
    return { readers, tokens, moltos: this.moltos.views() };
  }

  /** Lays a token on a reader, switched on; what lay there is put away, and it leaves the reader it lay on. */
  place(reader: number, serial: string): TokenView {
    const name = this.#name(reader);
    const token = this.#drawer.findProgrammable(serial);
    token.switchOn();
    const from = this.#readers.readerOf(serial);
    if (from === name) return this.#view(serial);
    if (from !== null) this.#readers.remove(from);
    this.#readers.remove(name);
    this.#readers.place(
      name,
      durable(token, () => this.#drawer.save()),
    );
    return this.#view(serial);
  }

  /** Takes away what lies on a reader; null when nothing does. */
  remove(reader: number): TokenView | null {
    const device = this.#readers.remove(this.#name(reader));
    return device && this.#view(device.serial);
  }

  /** Pulls a reader's plug, or puts it back in. */
  plugReader(reader: number, plugged: boolean): { plugged: boolean } {
    const name = this.#name(reader);
    if (plugged) this.#readers.plug(name);
    else this.#readers.unplug(name);
    return { plugged };
  }

  switch(serial: string, on: boolean): TokenView {
    const token = this.#drawer.find(serial);
    if (on) token.switchOn();
    else token.switchOff();
    return this.#view(serial);
  }

  /** What a token shows, with the token's own clock (`at`) and ours (`now`), both in seconds since 1970. */
  display(serial: string): { code: string | null; at: number; now: number } {
    const now = this.#now();
    const token = this.#drawer.find(serial);
    return { code: token.display(now), at: token.clock(now), now };
  }

  takeFresh(): TokenView {
    return this.#view(this.#drawer.takeFresh().serial);
  }

  addClassic(token: NewClassicToken): TokenView {
    return this.#view(this.#drawer.addClassic(token).serial);
  }

  setClock(serial: string, clockError: number): TokenView | MoltoView {
    if (this.moltos.has(serial)) return this.moltos.setClock(serial, clockError);
    this.#drawer.find(serial).clockErrorSeconds = clockError;
    this.#drawer.save();
    return this.#view(serial);
  }

  /** Arms a fault; without a rule all that are armed go. */
  faults(serial: string, rule: FaultRule | null): void {
    const isMolto = this.moltos.has(serial);
    const faults = isMolto ? this.moltos.faultsOf(serial) : this.#drawer.findProgrammable(serial).faults;
    if (rule === null) faults.disarmAll();
    else faults.arm(rule);
  }

  #view(serial: string): TokenView {
    const token = this.#drawer.find(serial);
    return tokenView(token, { reader: this.#readers.readerOf(serial), now: this.#now() });
  }

  #name(reader: number): string {
    const name = this.#names[reader];
    if (name === undefined) throw new BenchRefusal(`There is no reader ${reader}; they count from 0.`, 404);
    return name;
  }
}
