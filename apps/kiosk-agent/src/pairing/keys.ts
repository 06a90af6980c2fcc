import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { SealingKey, SigningKey } from '@depot/contracts';
import { z } from 'zod';

/** 32 bytes in base64url. */
const secretPart = { d: z.string().regex(/^[A-Za-z0-9_-]{43}$/) };

/** Private keys as JWK (RFC 8037): Ed25519 to prove who we are, X25519 to open what is sealed to us. */
export const PrivateSigningKey = SigningKey.extend(secretPart);
export type PrivateSigningKey = z.infer<typeof PrivateSigningKey>;
export const PrivateSealingKey = SealingKey.extend(secretPart);
export type PrivateSealingKey = z.infer<typeof PrivateSealingKey>;

export interface AgentKeys {
  readonly signingKey: PrivateSigningKey;
  readonly sealingKey: PrivateSealingKey;
}

/** Two new key pairs. */
export function makeKeys(): AgentKeys {
  const signing = generateKeyPairSync('ed25519').privateKey;
  const sealing = generateKeyPairSync('x25519').privateKey;
  return {
    signingKey: PrivateSigningKey.parse(signing.export({ format: 'jwk' })),
    sealingKey: PrivateSealingKey.parse(sealing.export({ format: 'jwk' })),
  };
}

/** What others may see of the keys. */
export function publicKeys({ signingKey, sealingKey }: AgentKeys): { signingKey: SigningKey; sealingKey: SealingKey } {
  return {
    signingKey: { kty: signingKey.kty, crv: signingKey.crv, x: signingKey.x },
    sealingKey: { kty: sealingKey.kty, crv: sealingKey.crv, x: sealingKey.x },
  };
}

export function privateKeyObject(key: AgentKeys[keyof AgentKeys]): KeyObject {
  return createPrivateKey({ key, format: 'jwk' });
}

/** The Ed25519 signature of a text in UTF-8, base64url. */
export function signature(key: PrivateSigningKey, text: string): string {
  return sign(null, Buffer.from(text), privateKeyObject(key)).toString('base64url');
}
