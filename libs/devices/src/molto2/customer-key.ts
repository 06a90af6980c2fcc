import { createHash } from 'node:crypto';
import { DeviceError } from '../device-error.js';

/** The customer key of every Molto2 from the factory, ASCII. Published: `token2/molto2-tools`. */
export const defaultCustomerKey: Uint8Array = new TextEncoder().encode('TOKEN2MOLTO1-KEY');

const longest = 64;

/**
 * The 16 bytes of SM4 key behind a customer key: the first of its SHA-1. The caller wipes them.
 * Throws `DeviceError` ('invalid-key') unless it is 1 to 64 bytes, which is our own limit.
 * Source: `token2/molto2-tools`, `framefilter/keyroost` docs/PROTOCOL.md.
 */
export function sm4KeyOf(customerKey: Uint8Array): Uint8Array {
  if (customerKey.length < 1 || customerKey.length > longest) {
    throw new DeviceError('invalid-key', `A customer key of ${customerKey.length} bytes is not taken.`);
  }
  const digest = createHash('sha1').update(customerKey).digest();
  const key = Uint8Array.from(digest.subarray(0, 16));
  digest.fill(0);
  return key;
}
