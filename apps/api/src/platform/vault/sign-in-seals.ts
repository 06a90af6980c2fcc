import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.js';
import { open, seal } from './sealing.js';

/** What a browser carries through a sign-in at the provider, so that any replica can end what another began. */
export class SignInSeals {
  readonly #key: Uint8Array;
  readonly #prints: Uint8Array;

  constructor(keyring: Keyring) {
    const derive = (purpose: string) => createHmac('sha256', keyring.fingerprintKey()).update(purpose).digest();
    this.#key = derive('token-depot sign-in flows');
    this.#prints = derive('token-depot sign-in prints');
  }

  /** @returns base64url */
  seal(text: string): string {
    return Buffer.from(seal(this.#key, Buffer.from(text, 'utf8'), 'token-depot sign-in')).toString('base64url');
  }

  /** @returns null for whatever was not sealed here */
  open(sealed: string): string | null {
    try {
      return Buffer.from(open(this.#key, Buffer.from(sealed, 'base64url'), 'token-depot sign-in')).toString('utf8');
    } catch {
      return null;
    }
  }

  /** A keyed hash of a name that was typed, or of an address: hex, 64 digits. */
  printOf(text: string): string {
    return createHmac('sha256', this.#prints).update(text).digest('hex');
  }
}
