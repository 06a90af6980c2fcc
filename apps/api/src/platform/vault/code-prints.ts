import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** Keyed hashes of recipients' one-time codes: 50 bits would soon be tried out on a hash that anybody can compute. */
export class CodePrints {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** @returns hex, 64 digits; the same for the same code */
  of(code: string): string {
    // A key of their own, so that no code's hash is ever a seed's.
    const key = createHmac('sha256', this.#keyring.fingerprintKey()).update('token-depot one-time codes').digest();
    return createHmac('sha256', key).update(code).digest('hex');
  }
}
