import { createHmac } from 'node:crypto';
import { selfCodeLength, selfCodeLetters } from '@depot/contracts';
import type { Keyring } from './keyring.js';

/**
 * Codes by which recipients say that their token came. They are computed from the job and how many codes it has had, with a key of
 * the keyring: whoever sends one works it out again, and neither record nor queue ever holds it.
 */
export class ArrivalSecrets {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** Ten letters of 32: 50 bits. */
  codeOf(jobId: string, generation: number): string {
    const bytes = this.#mac('token-depot arrival codes', `${jobId} ${String(generation)}`);
    return Array.from(bytes.subarray(0, selfCodeLength), (byte) => selfCodeLetters[byte % selfCodeLetters.length]).join(
      '',
    );
  }

  /** What the record keeps to find a code by: a keyed hash, hex, 64 digits. */
  printOf(code: string): string {
    return this.#mac('token-depot arrival prints', code).toString('hex');
  }

  #mac(purpose: string, text: string): Buffer {
    const key = createHmac('sha256', this.#keyring.fingerprintKey()).update(purpose).digest();
    return createHmac('sha256', key).update(text).digest();
  }
}
