/** Where a serial or a seed stood first. */
export interface SeenBefore {
  readonly serial: number | undefined;
  readonly seed: number | undefined;
}

/**
 * The serials and fingerprints of a file's rows so far. A hundred thousand rows take some 20 MB, which is what a file may cost while
 * it is read, and all that grows with it.
 */
export class SeenRows {
  readonly #serials = new Map<string, number>();
  readonly #prints = new Map<string, number>();

  /** @param print the seed's fingerprint, hex @returns the lines of earlier rows that say the same */
  see(row: { serial: string; print: string; line: number }): SeenBefore {
    // Half of a fingerprint, a character a byte: 128 bits tell seeds apart, and hex would take four times the room.
    const short = Buffer.from(row.print.slice(0, 32), 'hex').toString('latin1');
    const before = { serial: this.#serials.get(row.serial), seed: this.#prints.get(short) };
    if (before.serial === undefined) this.#serials.set(row.serial, row.line);
    if (before.seed === undefined) this.#prints.set(short, row.line);
    return before;
  }
}
