import { writesText } from '../elements/typing';
import { Silence } from './silence';
import { Wedge, type Input } from './wedge';

/** The keyboard of a screen that takes scans wherever the cursor stands, but in fields that take text and in dialogs. */
export class WedgeKeys {
  /** The digits typed so far. */
  digits = $state('');
  readonly #wedge = new Wedge();
  readonly #take: (input: Input) => void;
  readonly #takeKey: (key: string) => void;
  readonly #silence = new Silence();

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
      this.#silence.cancel();
      if (event.key === 'Enter' || event.key === 'Tab') this.#settle();
      else
        this.#silence.wait(() => {
          this.#settle();
        });
    }
    this.digits = this.#wedge.digits;
  }

  stop(): void {
    this.#silence.cancel();
  }

  #settle(): void {
    this.#silence.cancel();
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
