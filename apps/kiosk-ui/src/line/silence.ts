import { Wedge } from './wedge';

/** Waits until no key comes any more. A page that hears late of its own clock hears late of keys as well: it listens once more before it takes them for the last. */
export class Silence {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param heard called once, unless a key makes it wait anew */
  wait(heard: () => void): void {
    this.#listen(performance.now(), heard);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  #listen(since: number, heard: () => void): void {
    clearTimeout(this.#timer);
    const due = performance.now() + Wedge.quietFor;
    this.#timer = setTimeout(() => {
      const now = performance.now();
      if (Wedge.isSilence(now - since, now - due)) heard();
      else this.#listen(since, heard);
    }, Wedge.quietFor);
  }
}
