import { moltoModels, VirtualMolto, type VirtualWorld } from '@depot/devices';
import { BenchRefusal } from './bench-refusal.js';
import { type MoltoFile } from './molto-file.js';

/** One of each model. */
const firstMoltos = 2;
const worstClockError = 25;

/** The virtual Molto2 of a bench, kept in a file. */
export class MoltoDrawer {
  readonly #file: MoltoFile;
  readonly #world: VirtualWorld;
  readonly #moltos: VirtualMolto[];
  /** Handed out as fresh: two who ask at once want two. */
  readonly #taken = new Set<string>();

  /** Opens the drawer as it was left, or a new one. @throws Refusal when its file is damaged */
  constructor(file: MoltoFile, world: VirtualWorld) {
    this.#file = file;
    this.#world = world;
    const left = file.read();
    this.#moltos = (left?.moltos ?? []).map((snapshot) => new VirtualMolto(snapshot, world));
    if (left !== null) return;
    while (this.#moltos.length < firstMoltos) this.#add();
    this.save();
  }

  get moltos(): readonly VirtualMolto[] {
    return this.#moltos;
  }

  has(serial: string): boolean {
    return this.#moltos.some((molto) => molto.serial === serial);
  }

  /** @throws BenchRefusal 404 */
  find(serial: string): VirtualMolto {
    const found = this.#moltos.find((molto) => molto.serial === serial);
    if (found === undefined) throw new BenchRefusal(`There is no Molto2 ${serial} in the drawer.`, 404);
    return found;
  }

  /** A Molto2 that was never written to and never handed out; there is a new one when the drawer has none. */
  takeFresh(): VirtualMolto {
    const isFresh = (molto: VirtualMolto) => !this.#taken.has(molto.serial) && molto.screen().length === 0;
    let fresh = this.#moltos.find(isFresh);
    if (fresh === undefined) {
      fresh = this.#add();
      this.save();
    }
    this.#taken.add(fresh.serial);
    return fresh;
  }

  save(): void {
    this.#file.write({ moltos: this.#moltos.map((molto) => molto.snapshot()) });
  }

  /** The larger model first, then in turn. */
  #add(): VirtualMolto {
    const model = moltoModels[(this.#moltos.length + 1) % moltoModels.length]?.name ?? 'Molto2';
    const clockErrorSeconds = this.#below(2 * worstClockError + 1) - worstClockError;
    const molto = new VirtualMolto({ serial: this.#newSerial(), model, clockErrorSeconds }, this.#world);
    this.#moltos.push(molto);
    return molto;
  }

  /** Eight digits, as they are seen on real ones; the first is ours, so that no other token has such a serial. */
  #newSerial(): string {
    for (;;) {
      const serial = `7${String(this.#below(10_000_000)).padStart(7, '0')}`;
      if (!this.has(serial)) return serial;
    }
  }

  #below(end: number): number {
    return Buffer.from(this.#world.random(4)).readUInt32BE() % end;
  }
}
