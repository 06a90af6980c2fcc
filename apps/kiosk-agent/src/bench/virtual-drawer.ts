import {
  Drawer,
  VirtualClassicToken,
  VirtualToken,
  type ClassicTokenSnapshot,
  type DrawerToken,
  type VirtualWorld,
} from '@depot/devices';
import { BenchRefusal } from './bench-refusal.js';
import { hasSeed } from './token-view.js';
import { type TokenFile } from './token-file.js';

const firstTokens = 40;
/** One of each model. */
const moreTokens = 8;

export type NewClassicToken = Omit<ClassicTokenSnapshot, 'kind'>;

/** The virtual tokens of a bench, kept in a file. */
export class VirtualDrawer {
  readonly #file: TokenFile;
  readonly #world: VirtualWorld;
  readonly #tokens: DrawerToken[];
  /** Handed out as fresh: two who ask at once want two tokens. */
  readonly #taken = new Set<string>();

  /** Opens the drawer as it was left, or a new one. @throws Refusal when its file is damaged */
  constructor(file: TokenFile, world: VirtualWorld) {
    this.#file = file;
    this.#world = world;
    const left = file.read();
    const drawer = left ? Drawer.restore(left, world) : Drawer.make({ programmable: firstTokens }, world);
    this.#tokens = [...drawer.tokens];
    if (left === null) this.save();
  }

  get tokens(): readonly DrawerToken[] {
    return this.#tokens;
  }

  /** @throws BenchRefusal 404 */
  find(serial: string): DrawerToken {
    const found = this.#tokens.find((token) => token.serial === serial);
    if (found === undefined) throw new BenchRefusal(`There is no token ${serial} in the drawer.`, 404);
    return found;
  }

  /** @throws BenchRefusal for a classic token, which no reader can see */
  findProgrammable(serial: string): VirtualToken {
    const token = this.find(serial);
    if (token instanceof VirtualToken) return token;
    throw new BenchRefusal(`Token ${serial} is a classic one: no reader can see it.`);
  }

  /** A token that was never burned and never handed out; the drawer gets new ones when it has none. */
  takeFresh(): VirtualToken {
    const fresh = this.#fresh() ?? this.#fill();
    this.#taken.add(fresh.serial);
    return fresh;
  }

  /** @throws BenchRefusal when there is a token of this serial */
  addClassic(token: NewClassicToken): VirtualClassicToken {
    if (this.#tokens.some(({ serial }) => serial === token.serial)) {
      throw new BenchRefusal(`There is a token ${token.serial} already.`);
    }
    const classic = new VirtualClassicToken(token, this.#world.now);
    this.#tokens.push(classic);
    this.save();
    return classic;
  }

  save(): void {
    this.#file.write({ tokens: this.#tokens.map((token) => token.snapshot()) });
  }

  #fresh(): VirtualToken | undefined {
    return this.#tokens
      .filter((token) => token instanceof VirtualToken)
      .find((token) => !this.#taken.has(token.serial) && !hasSeed(token));
  }

  #fill(): VirtualToken {
    const taken = new Set(this.#tokens.map(({ serial }) => serial));
    for (;;) {
      const { tokens } = Drawer.make({ programmable: moreTokens }, this.#world);
      this.#tokens.push(...tokens.filter(({ serial }) => !taken.has(serial)));
      const fresh = this.#fresh();
      if (fresh === undefined) continue;
      this.save();
      return fresh;
    }
  }
}
