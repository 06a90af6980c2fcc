/**
 * Runs `work` soon after each `poke`, one run at a time; pokes during a run ask for one more. Failures go
 * to `onError` and are tried again at the next poke or tick.
 */
export class Pump {
  readonly #work: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #delay: number;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(work: () => Promise<void>, options: { onError: (error: unknown) => void; delayMs?: number }) {
    this.#work = work;
    this.#onError = options.onError;
    this.#delay = options.delayMs ?? 0;
  }

  readonly poke = (): void => {
    if (this.#closed) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#run();
  };

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      if (this.#delay > 0) await new Promise((resolve) => setTimeout(resolve, this.#delay));
      try {
        await this.#work();
      } catch (error) {
        this.#onError(error);
        break;
      }
      // Set by a poke while `work` was awaited.
    } while (this.#again as boolean);
    this.#running = null;
  }
}
