import type { LiveEvent, Problem } from '@depot/contracts';
import { untrack } from 'svelte';
import { problemIn } from '../api/request';
import { live } from './live.svelte';

const together = 100;
const secondTry = 2000;

interface ReadingOptions<Value> {
  /** `before` is what is shown: to look at `value` in here would be to read again for ever, whenever it has been read. */
  readonly read: (before: Value | null) => Promise<Value>;
  /** Whether an event may have changed what is read; every event, if left out. */
  readonly concerns?: (event: LiveEvent) => boolean;
}

/** Something read from the API, and read again when an event says that it changed. */
export class Reading<Value> {
  value = $state.raw<Value | null>(null);
  problem = $state.raw<Problem | null>(null);
  readonly #options: ReadingOptions<Value>;
  #latest = 0;
  /** Whose answer is shown. */
  #shown = 0;
  #underWay = 0;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = 0;

  constructor(options: ReadingOptions<Value>) {
    this.#options = options;
  }

  /** For an `$effect`: reads now, whenever what `read` depends on changes, and after events. */
  follow(): () => void {
    void this.refresh();
    const stop = live.listen((event) => {
      if (event === null || (this.#options.concerns?.(event) ?? true)) this.#soon(together);
    });
    return () => {
      stop();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#again = false;
    };
  }

  /** Several answers on their way: each is shown as it comes, but for one that was asked for before what is shown. */
  async refresh(): Promise<void> {
    const turn = ++this.#latest;
    this.#underWay += 1;
    try {
      const value = await this.#options.read(untrack(() => this.value));
      if (turn > this.#shown) this.#show(value, turn);
    } catch (error) {
      if (turn <= this.#shown) return;
      const { problem } = problemIn(error);
      // What is on the screen stays there while the line is down; the banner says so.
      if (problem.code === 'connection-lost') this.#soon(secondTry);
      else {
        // Nor does what was asked for before take it away again.
        this.#shown = turn;
        this.problem = problem;
      }
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0 && this.#again) {
        this.#again = false;
        void this.refresh();
      }
    }
  }

  /** What the API has just answered to something else: whatever was asked for before is older. */
  set(value: Value): void {
    this.#show(value, this.#latest);
  }

  #show(value: Value, turn: number): void {
    this.#shown = turn;
    this.value = value;
    this.problem = null;
  }

  /** Events come in bursts: the first of a burst sets the time, the others ride along. A second try that is due later does not hold it up. */
  #soon(delay: number): void {
    const due = performance.now() + delay;
    if (this.#timer !== undefined && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // A depot that is slow to answer is not asked ever more often: once more, when it has answered.
      if (this.#underWay > 0) this.#again = true;
      else void this.refresh();
    }, delay);
  }
}
