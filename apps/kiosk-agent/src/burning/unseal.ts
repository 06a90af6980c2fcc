import { SealedHeader } from '@depot/contracts';
import { compactDecrypt } from 'jose';
import { privateKeyObject, type PrivateSealingKey } from '../pairing/keys.js';

/** A sealed seed that is not for us, or not for this order and serial. It says nothing of what was inside. */
export class WrongSeal extends Error {
  override readonly name = 'WrongSeal';
}

export interface SealedFor {
  readonly key: PrivateSealingKey;
  readonly orderId: string;
  readonly serial: string;
}

/**
 * Opens a sealed seed (compact JWE, ECDH-ES + A256GCM). The caller wipes what it gets.
 * @throws WrongSeal when it is sealed to another key, order or serial, or in another way
 */
export async function unseal(sealed: string, { key, orderId, serial }: SealedFor): Promise<Uint8Array> {
  const { plaintext, protectedHeader } = await open(sealed, key);
  const header = SealedHeader.safeParse(protectedHeader);
  if (header.success && header.data.order === orderId && header.data.serial === serial) return plaintext;
  plaintext.fill(0);
  throw new WrongSeal('The seed was sealed for another order.');
}

async function open(sealed: string, key: PrivateSealingKey): ReturnType<typeof compactDecrypt> {
  const allowed = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };
  try {
    return await compactDecrypt(sealed, privateKeyObject(key), allowed);
  } catch {
    // Without its cause, which may quote what it could not open.
    throw new WrongSeal('The seed cannot be opened with the key of this station.');
  }
}
