import { scannerPace } from '../scanning/scanner-pace';

/** What came in by the keyboard: six digits off a token, or whatever a scanner read. */
export type Input = { readonly kind: 'code' | 'scan'; readonly text: string };

/** Fewer characters than this in a rush may still be a person. */
const shortestScan = 5;
const codeLength = 6;

/**
 * Tells a scanner that types from a person who does, by their pace, wherever the cursor stands and whatever the scanner ends with: Enter,
 * Tab or nothing. Digits typed by hand gather until there are six. `settle` is to be called when `quietFor` milliseconds have passed
 * without a key.
 */
export class Wedge {
  /** Longer than a scanner's pace: a busy page hears of a key late. */
  static readonly quietFor = 1.5 * scannerPace;
  /** A silence that is told so many milliseconds late may be none. */
  static readonly #lateBy = 30;
  /** No scanner pauses for so many milliseconds, and no page is that late with keys: one whose clock is always late must come to an end. */
  static readonly #longest = 600;
  #typed = '';
  #rush = '';
  /** What went from the rush to the typed digits, in case the rush goes on after all. */
  #settled = '';
  #lastAt = -Infinity;

  /** Whether no key for so many milliseconds means that none will come, on a page that hears of it `late` milliseconds late. */
  static isSilence(quiet: number, late: number): boolean {
    return late <= Wedge.#lateBy || quiet >= Wedge.#longest;
  }

  /** The digits typed so far, six at most. */
  get digits(): string {
    return /^\d*$/.test(this.#rush) ? (this.#typed + this.#rush).slice(0, codeLength) : this.#typed;
  }

  /** A key, at this time in milliseconds. @returns whether it is the line's, so that nothing else may have it */
  press(key: string, at: number): boolean {
    const hurried = at - this.#lastAt <= scannerPace;
    if (key.length === 1) {
      // A letter by itself is a person's, and means something else.
      if (!hurried && !/[\dA-Z]/i.test(key)) return false;
      if (hurried && this.#rush === '' && this.#settled !== '') {
        this.#rush = this.#settled;
        this.#typed = this.#typed.slice(0, -this.#settled.length);
      }
      // Typed by hand, and the quiet after the last digit was not long enough to say so.
      if (!hurried && /^\d+$/.test(this.#rush) && this.#typed.length + this.#rush.length < codeLength)
        this.#typed += this.#rush;
      this.#settled = '';
      this.#rush = hurried ? this.#rush + key : key;
      this.#lastAt = at;
      return true;
    }
    if (key === 'Backspace') {
      const had = this.digits !== '';
      this.#typed = this.digits.slice(0, -1);
      this.#rush = '';
      this.#settled = '';
      return had;
    }
    return (key === 'Enter' || key === 'Tab') && hurried && this.#rush.length >= shortestScan;
  }

  /** No key for a while, or a scanner's last one. @returns what has come in, if it is whole; a letter by itself as `key` */
  settle(): Input | { readonly kind: 'key'; readonly text: string } | null {
    const rush = this.#rush;
    this.#rush = '';
    if (rush === '') return null;
    if (/^\d+$/.test(rush) && this.#typed.length + rush.length <= codeLength) {
      this.#typed += rush;
      this.#settled = rush;
      if (this.#typed.length < codeLength) return null;
      return this.#take('code', this.#typed);
    }
    if (rush.length >= shortestScan) return this.#take('scan', rush);
    return rush.length === 1 && /\D/.test(rush) ? { kind: 'key', text: rush } : null;
  }

  clear(): void {
    this.#typed = '';
    this.#rush = '';
    this.#settled = '';
  }

  #take(kind: Input['kind'], text: string): Input {
    this.clear();
    return { kind, text };
  }
}
