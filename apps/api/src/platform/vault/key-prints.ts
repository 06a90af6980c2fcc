import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** Keyed hashes of API keys: the record alone neither holds one nor lets anybody try one out. */
export class KeyPrints {
  readonly #keyring: Pick<Keyring, 'fingerprintKey'>;

  constructor(keyring: Pick<Keyring, 'fingerprintKey'>) {
    this.#keyring = keyring;
  }

  /** @returns hex, 64 digits */
  of(secret: string): string {
    return this.#mac(secret).toString('hex');
  }

  /** Takes as long whatever differs, and where there is no print to compare with. */
  fits(secret: string, print: string | null): boolean {
    const mac = this.#mac(secret);
    const kept = print === null ? Buffer.alloc(mac.length) : Buffer.from(print, 'hex');
    return timingSafeEqual(mac, kept) && print !== null;
  }

  #mac(secret: string): Buffer {
    const key = createHmac('sha256', this.#keyring.fingerprintKey()).update('token-depot API keys').digest();
    return createHmac('sha256', key).update(secret).digest();
  }
}
