import { GraphRefusal } from './graph-refusal.js';

/** So many calls in a window of so many seconds. */
interface Limit {
  readonly most: number;
  readonly seconds: number;
}

/** Both limits that are known of: of the portal's activations, and of the authentication-method routes. */
const limits = {
  activations: { most: 200, seconds: 300 },
  methods: { most: 5, seconds: 10 },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof limits;
export const limitNames: readonly LimitName[] = ['activations', 'methods'];

/** Plays the limits that are switched on, on a clock that may run faster than the real one. */
export class Limits {
  readonly on = new Set<LimitName>();
  /** How many times faster than real time the windows pass. */
  speed = 1;
  /** The most that any window of a limit has seen. */
  readonly highest: Record<LimitName, number> = { activations: 0, methods: 0 };
  /** Calls refused by a limit. */
  readonly refused: Record<LimitName, number> = { activations: 0, methods: 0 };
  readonly #seen: Record<LimitName, number[]> = { activations: [], methods: [] };
  readonly #now: () => number;

  /** @param now seconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws GraphRefusal 429 with Retry-After, where the limit is on and used up */
  count(name: LimitName): void {
    const { most, seconds } = limits[name];
    const now = this.#now() * this.speed;
    const recent = this.#seen[name].filter((at) => at > now - seconds);
    this.#seen[name] = recent;
    if (this.on.has(name) && recent.length >= most) {
      this.refused[name] += 1;
      // In seconds of its own clock, which the depot's pacing shares.
      throw throttled(Math.max(1, Math.ceil((recent[0] ?? now) + seconds - now)));
    }
    recent.push(now);
    this.highest[name] = Math.max(this.highest[name], recent.length);
  }
}

export function throttled(seconds: number): GraphRefusal {
  return new GraphRefusal(429, 'TooManyRequests', {
    message: 'Too many requests.',
    headers: { 'retry-after': String(seconds) },
  });
}
