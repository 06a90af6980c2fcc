import { randomBytes } from 'node:crypto';
import { ApiKeySecret, keyPrefix } from '@depot/contracts';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const nameLength = 8;

/** A fresh secret of 256 bits, and the beginning by which it is found: the rest is told once and kept nowhere. */
export function newKeySecret(): { readonly begins: string; readonly secret: string } {
  const name = Array.from(randomBytes(nameLength), (byte) => letters[byte % letters.length]).join('');
  const begins = `${keyPrefix}${name}`;
  return { begins, secret: `${begins}_${randomBytes(32).toString('base64url')}` };
}

/** What a secret is found by, or null for what cannot be one. */
export function beginningOf(secret: string): string | null {
  return ApiKeySecret.safeParse(secret).success ? secret.slice(0, keyPrefix.length + nameLength) : null;
}
