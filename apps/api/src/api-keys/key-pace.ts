const windowMs = 60_000;
/** Who asks more often than twenty times a second for a minute has lost count. */
const mostInWindow = 1200;
/** More than ever ask within a minute. */
const mostKnown = 5000;

/** How often each key asked within the last minute, in this process. */
export class KeyPace {
  readonly #now: () => number;
  readonly #counts = new Map<string, { since: number; count: number }>();

  /** @param now milliseconds, of any clock that does not jump */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one request. @returns whether it was one too many */
  isTooFast(name: string): boolean {
    const now = this.#now();
    const known = this.#counts.get(name);
    if (known !== undefined && now - known.since < windowMs) {
      known.count += 1;
      return known.count > mostInWindow;
    }
    if (this.#counts.size >= mostKnown) this.#counts.clear();
    this.#counts.set(name, { since: now, count: 1 });
    return false;
  }
}
