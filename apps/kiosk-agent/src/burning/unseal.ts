import { SealedHeader, type SealedContent } from '@depot/contracts';
import { compactDecrypt } from 'jose';
import { privateKeyObject, type PrivateSealingKey } from '../pairing/keys.js';

/** What was sealed is not for us, or not for this order, serial and purpose. It says nothing of what was inside. */
export class WrongSeal extends Error {
  override readonly name = 'WrongSeal';
}

export interface SealedFor {
  readonly key: PrivateSealingKey;
  readonly content: SealedContent;
  readonly orderId: string;
  readonly serial: string;
}

/**
 * Opens a sealed seed or customer key (compact JWE, ECDH-ES + A256GCM). The caller wipes what it gets.
 * @throws WrongSeal when it is something else, is sealed to another key, order or serial, or in another way
 */
export async function unseal(sealed: string, { key, content, orderId, serial }: SealedFor): Promise<Uint8Array> {
  const { plaintext, protectedHeader } = await open(sealed, key);
  const header = SealedHeader.safeParse(protectedHeader).data;
  if (header?.content === content && header.order === orderId && header.serial === serial) return plaintext;
  plaintext.fill(0);
  throw new WrongSeal('What came was sealed for another order or purpose.');
}

async function open(sealed: string, key: PrivateSealingKey): ReturnType<typeof compactDecrypt> {
  const allowed = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };
  try {
    return await compactDecrypt(sealed, privateKeyObject(key), allowed);
  } catch {
    // Without its cause, which may quote what it could not open.
    throw new WrongSeal('What came cannot be opened with the key of this station.');
  }
}
