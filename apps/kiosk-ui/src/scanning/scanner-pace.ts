/** Milliseconds between two characters of a scanner; a person's are further apart, but for two keys rolled over. */
export const scannerPace = 80;

/** How fast the keys of a page come. Whoever hears each of them first says so; what single keys do asks. */
class KeyPace {
  /** The last key came at a scanner's pace after the one before: it is part of something longer, whatever letter it is. */
  hurried = false;
  #lastAt = -Infinity;

  note({ timeStamp }: Pick<KeyboardEvent, 'timeStamp'>): void {
    this.hurried = timeStamp - this.#lastAt <= scannerPace;
    this.#lastAt = timeStamp;
  }
}

export const keyPace = new KeyPace();
