import type { SealedContent, SealingKey } from '@depot/contracts';
import { CompactEncrypt, importJWK } from 'jose';
import type { CustomerKey } from '../../platform/vault/customer-key.js';
import { Seed } from '../../platform/vault/seed.js';

/**
 * Seals a seed or a customer key to one agent for one order and one serial: compact JWE (RFC 7516), ECDH-ES with the agent's X25519
 * key (RFC 8037), A256GCM. What it is, order and serial stand in the protected header, so the agent can refuse any other.
 */
export async function sealForAgent(
  secret: Seed | CustomerKey,
  to: { key: SealingKey; order: string; serial: string },
): Promise<string> {
  const key = await importJWK(to.key, 'ECDH-ES');
  const content: SealedContent = secret instanceof Seed ? 'seed' : 'customer-key';
  return new CompactEncrypt(secret.expose())
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', content, order: to.order, serial: to.serial })
    .encrypt(key);
}
