import type { LiveEvent, Problem } from '@depot/contracts';
import { problemOf } from '../api/api-problem.js';
import { live } from './live.svelte.js';

/** Something read from the API and read again whenever an event concerns it. */
export class Reading<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #load: () => Promise<T>;
  readonly #concerns: (event: LiveEvent) => boolean;
  #asked = 0;
  #shown = 0;

  constructor(load: () => Promise<T>, concerns: (event: LiveEvent) => boolean) {
    this.#load = load;
    this.#concerns = concerns;
  }

  /** Reads now and from now on; returns how to stop. For an `$effect`. */
  start(): () => void {
    void this.read();
    return live.watch(this.#concerns, () => this.read());
  }

  /** An answer that was overtaken by a later one is not shown. */
  async read(): Promise<void> {
    const turn = ++this.#asked;
    try {
      const value = await this.#load();
      if (turn <= this.#shown) return;
      this.#shown = turn;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (turn > this.#shown) this.problem = problemOf(error);
    }
  }
}
