import { open, seal } from './sealing.js';

/** What one uploaded file is sealed with, piece by piece; its holder wipes it. */
export class FileKey {
  readonly #fileId: string;
  readonly #key: Uint8Array;

  /** Takes the 32 bytes over. */
  constructor(fileId: string, key: Uint8Array) {
    this.#fileId = fileId;
    this.#key = key;
  }

  /** @param place where in the file it belongs: a piece opens in its own place only */
  seal(place: string, clear: Uint8Array): Uint8Array {
    return seal(this.#key, clear, this.#associated(place));
  }

  /** @throws Error when it was sealed elsewhere, or changed */
  open(place: string, box: Uint8Array): Uint8Array {
    return open(this.#key, box, this.#associated(place));
  }

  wipe(): void {
    this.#key.fill(0);
  }

  #associated(place: string): string {
    return `token-depot seed file ${this.#fileId} ${place}`;
  }
}
