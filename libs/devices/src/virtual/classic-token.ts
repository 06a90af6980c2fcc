import { fromHex, toHex } from '../bytes.js';
import { TokenDisplay } from './token-display.js';

/** Plain JSON, with the seed in clear (hexadecimal): a toy's state, of no use on a real depot. */
export interface ClassicTokenSnapshot {
  readonly kind: 'classic';
  readonly serial: string;
  readonly seed: string;
  readonly algorithm: 'SHA1' | 'SHA256';
  readonly period: 30 | 60;
  readonly clockErrorSeconds: number;
}

/** A virtual token with its factory seed for ever: a serial and a display, and nothing a reader could see. */
export class VirtualClassicToken {
  readonly kind = 'classic';
  /** How far its clock is ahead of true time, in seconds. May be set. */
  clockErrorSeconds: number;
  readonly #state: ClassicTokenSnapshot;
  readonly #seed: Uint8Array;
  readonly #now: () => number;
  readonly #display = new TokenDisplay();

  /** `now` is true time in seconds since 1970 UTC. The token starts switched off. */
  constructor(state: Omit<ClassicTokenSnapshot, 'kind'>, now: () => number) {
    this.#state = { ...state, kind: 'classic' };
    this.#seed = fromHex(state.seed);
    this.#now = now;
    this.clockErrorSeconds = state.clockErrorSeconds;
  }

  get serial(): string {
    return this.#state.serial;
  }

  get isOn(): boolean {
    return this.#display.isOn;
  }

  switchOn(): void {
    this.#display.switchOn({ seed: this.#seed, algorithm: this.#state.algorithm, period: this.#state.period });
  }

  switchOff(): void {
    this.#display.switchOff();
  }

  /** What its own clock says at true time `now`, in seconds. */
  clock(now = this.#now()): number {
    return Math.floor(now + this.clockErrorSeconds);
  }

  /** The six digits on the display at true time `now`, in seconds; null when switched off. */
  display(now = this.#now()): string | null {
    return this.#display.codeAt(this.clock(now));
  }

  snapshot(): ClassicTokenSnapshot {
    return { ...this.#state, seed: toHex(this.#seed), clockErrorSeconds: this.clockErrorSeconds };
  }
}
