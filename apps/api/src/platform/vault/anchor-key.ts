import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Keyring } from './keyring.js';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs where the record's chain stood, with an Ed25519 key of its own out of the keyring: whoever owns the database has not got it. */
export class AnchorKey {
  readonly #key: KeyObject;

  constructor(keyring: Pick<Keyring, 'fingerprintKey'>) {
    const seed = createHmac('sha256', keyring.fingerprintKey()).update('token-depot anchors').digest();
    this.#key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  }

  /** The public half: 32 bytes in base64url (RFC 8037's `x`). */
  get public(): string {
    return createPublicKey(this.#key).export({ format: 'jwk' }).x ?? '';
  }

  /** @returns 64 bytes in base64url */
  sign(bytes: Uint8Array): string {
    return sign(null, bytes, this.#key).toString('base64url');
  }
}
