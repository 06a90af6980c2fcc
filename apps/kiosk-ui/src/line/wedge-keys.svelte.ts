import { writesText } from '../elements/typing';
import { Wedge, type Input } from './wedge';

/** The keyboard of a screen that takes scans wherever the cursor stands, but in fields that take text and in dialogs. */
export class WedgeKeys {
  /** The digits typed so far. */
  digits = $state('');
  readonly #wedge = new Wedge();
  readonly #take: (input: Input) => void;
  readonly #takeKey: (key: string) => void;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** @param takeKey a letter pressed by itself */
  constructor(take: (input: Input) => void, takeKey: (key: string) => void = () => undefined) {
    this.#take = take;
    this.#takeKey = takeKey;
  }

  press(event: KeyboardEvent): void {
    if (!isFree(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') this.#wedge.clear();
    else if (this.#wedge.press(event.key, event.timeStamp)) {
      event.preventDefault();
      clearTimeout(this.#silence);
      if (event.key === 'Enter' || event.key === 'Tab') this.#settle();
      else this.#waitForSilence(performance.now());
    }
    this.digits = this.#wedge.digits;
  }

  stop(): void {
    clearTimeout(this.#silence);
  }

  /** A page that hears late of its own clock hears late of keys as well: it listens once more before it takes them for the last. */
  #waitForSilence(since: number): void {
    const due = performance.now() + Wedge.quietFor;
    this.#silence = setTimeout(() => {
      const now = performance.now();
      if (Wedge.isSilence(now - since, now - due)) this.#settle();
      else this.#waitForSilence(since);
    }, Wedge.quietFor);
  }

  #settle(): void {
    clearTimeout(this.#silence);
    const input = this.#wedge.settle();
    this.digits = this.#wedge.digits;
    if (input?.kind === 'key') this.#takeKey(input.text);
    else if (input !== null) this.#take({ kind: input.kind, text: input.text });
  }
}

/** Ctrl+Z, where it would not undo somebody's typing. */
export function asksToUndo(event: KeyboardEvent): boolean {
  return isFree(event) && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
}

function isFree({ target }: KeyboardEvent): boolean {
  return document.querySelector('dialog[open]') === null && !writesText(target);
}
