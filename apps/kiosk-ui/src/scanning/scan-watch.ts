import { Silence } from '../line/silence';
import { scannerPace } from './scanner-pace';

/** No serial, tracking number or key is shorter; six digits are a code. */
const shortestScan = 8;

/**
 * Tells what a scanner types from keys that are meant for others: it takes nothing from them but the Enter or Tab that a scanner ends
 * with. A scanner that ends with nothing is heard by the silence after it.
 */
export class ScanWatch {
  readonly #silence = new Silence();
  readonly #scanned: (text: string) => void;
  #rush = '';
  #lastAt = -Infinity;

  constructor(scanned: (text: string) => void) {
    this.#scanned = scanned;
  }

  /** @returns whether the key was the scanner's last, so that nothing else may have it */
  press({ key, timeStamp, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey || key === 'Shift') return false;
    this.#silence.cancel();
    const hurried = timeStamp - this.#lastAt <= scannerPace;
    if (key.length === 1) {
      this.#rush = hurried ? this.#rush + key : key;
      this.#lastAt = timeStamp;
      if (this.#rush.length >= shortestScan)
        this.#silence.wait(() => {
          this.#end();
        });
      return false;
    }
    const last = hurried && (key === 'Enter' || key === 'Tab') && this.#rush.length >= shortestScan;
    if (last) this.#end();
    else this.#rush = '';
    return last;
  }

  /** What comes next is no part of what came so far. */
  forget(): void {
    this.#silence.cancel();
    this.#rush = '';
  }

  stop(): void {
    this.#silence.cancel();
  }

  #end(): void {
    const text = this.#rush.trim();
    this.#rush = '';
    this.#scanned(text);
  }
}
