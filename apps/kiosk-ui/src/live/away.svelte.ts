import { live } from './live.svelte';

/** A hiccup shorter than this is nobody's business. */
const patience = 1200;

/** Whether the depot has been away for so long that somebody should know, and since when. */
class Away {
  shown = $state(false);
  /** Milliseconds since 1970. */
  since = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    $effect.root(() => {
      $effect(() => {
        clearTimeout(this.#timer);
        if (!live.lost) {
          this.shown = false;
          return;
        }
        this.since = Date.now();
        this.#timer = setTimeout(() => (this.shown = true), patience);
      });
    });
  }
}

export const away = new Away();
