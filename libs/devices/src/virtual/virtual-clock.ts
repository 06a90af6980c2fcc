/** The clock of a virtual token: set once, then running on by true time, and never quite right. Seconds. */
export class VirtualClock {
  /** How far ahead of true time, on top of what was set: setting the clock does not mend it. May be changed. */
  errorSeconds: number;
  #offset: number;
  readonly #now: () => number;

  /** `now` is true time in seconds since 1970 UTC; `offsetSeconds` is what an earlier setting came to. */
  constructor(now: () => number, { offsetSeconds, errorSeconds }: { offsetSeconds: number; errorSeconds: number }) {
    this.#now = now;
    this.#offset = offsetSeconds;
    this.errorSeconds = errorSeconds;
  }

  get offsetSeconds(): number {
    return this.#offset;
  }

  set(clock: number): void {
    this.#offset = clock - this.#now();
  }

  /** Whole seconds it shows at true time `now`, a u32. */
  read(now = this.#now()): number {
    return Math.floor(now + this.#offset + this.errorSeconds) >>> 0;
  }
}
