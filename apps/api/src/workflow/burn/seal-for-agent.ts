import type { SealingKey } from '@depot/contracts';
import { CompactEncrypt, importJWK } from 'jose';
import type { Seed } from '../../platform/vault/seed.js';

/**
 * Seals a seed to one agent for one order and one serial: compact JWE (RFC 7516), ECDH-ES with the agent's X25519
 * key (RFC 8037), A256GCM. What it is, order and serial stand in the protected header, so the agent can refuse any other.
 */
export async function sealForAgent(
  seed: Seed,
  to: { key: SealingKey; order: string; serial: string },
): Promise<string> {
  const key = await importJWK(to.key, 'ECDH-ES');
  return new CompactEncrypt(seed.expose())
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', content: 'seed', order: to.order, serial: to.serial })
    .encrypt(key);
}
