/** Milliseconds between two characters of a scanner; a person's are further apart, but for two keys rolled over. */
export const scannerPace = 80;

/** How fast the keys of a page come. Whoever hears each of them first says so; what single keys do asks. */
class KeyPace {
  /** The last key came at a scanner's pace after the one before: it is part of something longer, whatever letter it is. */
  hurried = false;
  #lastAt = -Infinity;

  note({ key, timeStamp }: Pick<KeyboardEvent, 'key' | 'timeStamp'>): void {
    // Escape, Tab and the like are no part of anything longer, nor does it begin with them.
    const isCharacter = key.length === 1;
    this.hurried = isCharacter && timeStamp - this.#lastAt <= scannerPace;
    this.#lastAt = isCharacter ? timeStamp : -Infinity;
  }
}

export const keyPace = new KeyPace();
