import { createPublicKey, verify } from 'node:crypto';
import { SignedAnchor } from '@depot/contracts';
import { encodeCanonical } from '../canonical.js';

type Unsigned = Omit<SignedAnchor, 'signature'>;

/** Who signs: the public half in base64url, and the signature in base64url. */
export interface Signer {
  readonly public: string;
  sign(bytes: Uint8Array): string;
}

export function signAnchor(of: Pick<SignedAnchor, 'day' | 'seq' | 'hash' | 'at'>, signer: Signer): SignedAnchor {
  const { day, seq, hash, at } = of;
  const unsigned: Unsigned = { format: 'token-depot-anchor', version: 1, day, seq, hash, at, key: signer.public };
  return { ...unsigned, signature: signer.sign(signedBytes(unsigned)) };
}

/** An anchor as its file holds it; null where it is none. */
export function readAnchor(text: string): SignedAnchor | null {
  try {
    return SignedAnchor.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the key that it names has signed it. Whose key that is it cannot tell: that is kept elsewhere. */
export function isGenuine({ signature, ...unsigned }: SignedAnchor): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: unsigned.key }, format: 'jwk' });
  return verify(null, signedBytes(unsigned), key, Buffer.from(signature, 'base64url'));
}

function signedBytes(unsigned: Unsigned): Uint8Array {
  return Buffer.from(encodeCanonical(unsigned));
}
