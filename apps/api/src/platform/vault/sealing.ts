import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Nonce (12) ‖ ciphertext ‖ tag (16), AES-256-GCM (NIST SP 800-38D). */
export type Box = Uint8Array;

/** Seals `clear` with a 32-byte key; `associated` must be the same at opening. @param nonce 12 random bytes, used for nothing else */
export function seal(key: Uint8Array, clear: Uint8Array, associated: string, nonce: Uint8Array = randomBytes(12)): Box {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when the key, the box or the associated data is not the one it was sealed with. */
export function open(key: Uint8Array, box: Box, associated: string): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12)).setAAD(Buffer.from(associated));
  decipher.setAuthTag(box.subarray(box.length - 16));
  const head = decipher.update(box.subarray(12, box.length - 16));
  decipher.final();
  return head;
}

/**
 * HMAC-SHA-256 of the seed: equal seeds have equal fingerprints, and without the key they tell nothing.
 * Trailing zero bytes do not change a TOTP secret of up to 64 bytes (RFC 2104), so they do not change its fingerprint.
 */
export function fingerprint(key: Uint8Array, seed: Uint8Array): Uint8Array {
  let length = seed.length;
  while (length > 0 && seed[length - 1] === 0) length -= 1;
  return createHmac('sha256', key).update(seed.subarray(0, length)).digest();
}
