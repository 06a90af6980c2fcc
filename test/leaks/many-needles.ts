/** A text to look for, and what to report when it is there. */
export interface Needle<Label> {
  readonly bytes: Uint8Array;
  readonly label: Label;
}

/** Looks for thousands of byte strings in one pass (Aho and Corasick, 1975): a sweep reads a hundred megabytes. */
export class ManyNeedles<Label> {
  /** For each state 256 next ones; 0 is where nothing has matched yet. */
  readonly #next: Int32Array;
  readonly #labels: readonly (readonly Label[])[];
  /** 1 for the states in which a needle ends. */
  readonly #ends: Uint8Array;

  constructor(needles: readonly Needle<Label>[]) {
    const states = 1 + needles.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const next = new Int32Array(states * 256);
    const labels: Label[][] = [[]];
    for (const { bytes, label } of needles) {
      let state = 0;
      for (const byte of bytes) {
        const at = state * 256 + byte;
        if (next[at] === 0) next[at] = labels.push([]) - 1;
        state = next[at] ?? 0;
      }
      labels[state]?.push(label);
    }
    this.#next = next;
    this.#labels = labels;
    this.#linkFailures();
    this.#ends = Uint8Array.from(labels, (some) => Math.min(some.length, 1));
  }

  /** The labels of all needles that are in the bytes. */
  find(bytes: Uint8Array): Set<Label> {
    const next = this.#next;
    const ends = this.#ends;
    const found = new Set<Label>();
    const length = bytes.length;
    let state = 0;
    for (let at = 0; at < length; at += 1) {
      state = next[(state << 8) | (bytes[at] as number)] as number;
      if (ends[state] === 1) for (const label of this.#labels[state] ?? []) found.add(label);
    }
    return found;
  }

  /** Where a needle breaks off, goes on with the longest end of what was read that begins another one. */
  #linkFailures(): void {
    const next = this.#next;
    const fallback = new Int32Array(this.#labels.length);
    const queue = [...next.subarray(0, 256)].filter((state) => state !== 0);
    for (const state of queue) {
      const back = fallback[state] ?? 0;
      (this.#labels[state] as Label[]).push(...(this.#labels[back] ?? []));
      for (let byte = 0; byte < 256; byte += 1) {
        const at = state * 256 + byte;
        const child = next[at] ?? 0;
        const other = next[back * 256 + byte] ?? 0;
        if (child === 0) next[at] = other;
        else {
          fallback[child] = other;
          queue.push(child);
        }
      }
    }
  }
}
