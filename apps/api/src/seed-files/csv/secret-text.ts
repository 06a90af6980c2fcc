import { Base32Error, decodeBase32 } from '@depot/totp';
import { damageOf, unguarded } from './spreadsheet-damage.js';

/** How a file writes its seeds. */
export type SecretEncoding = 'base32' | 'hex';

/** Which writings a secret may be in. A text of 2 to 7 and A to F is both, and only its sender knows. */
export function writingsOf(text: string): SecretEncoding[] {
  const packed = pack(text);
  const writings: SecretEncoding[] = [];
  if (/^[A-Z2-7]+=*$/i.test(packed)) writings.push('base32');
  if (/^(?:[0-9A-F]{2})+$/i.test(packed)) writings.push('hex');
  return writings;
}

/** Whether a secret is one in either writing, of a length that tokens have. */
export function isInDoubt(text: string): boolean {
  const readings = (['base32', 'hex'] as const).map((encoding) => readSecret(text, encoding));
  for (const reading of readings) if (typeof reading !== 'string') reading.fill(0);
  return readings.every((reading) => typeof reading !== 'string');
}

/** Reads a secret. @returns its bytes, or the reason why there are none; a reason quotes nothing of it */
export function readSecret(text: string, encoding: SecretEncoding): Uint8Array | string {
  const damage = damageOf(unguarded(text));
  if (damage !== null) return damage;
  const packed = pack(text);
  if (packed === '') return 'is empty.';
  const bytes = encoding === 'hex' ? fromHex(packed) : fromBase32(packed);
  if (typeof bytes === 'string') return bytes;
  if (bytes.length >= 10 && bytes.length <= 63) return bytes;
  const words = bytes.length < 10 ? 'is shorter than 10 bytes.' : 'is longer than 63 bytes.';
  bytes.fill(0);
  return words;
}

function fromHex(packed: string): Uint8Array | string {
  if (/^[0-9A-F]+$/i.test(packed) && packed.length % 2 === 1) return 'has an odd number of hex digits; one is missing.';
  if (!/^[0-9A-F]+$/i.test(packed)) {
    return writingsOf(packed).includes('base32')
      ? 'is Base32, where the file’s other seeds are hex.'
      : 'is not hex (0 to 9, A to F).';
  }
  return Uint8Array.from(Buffer.from(packed, 'hex'));
}

function fromBase32(packed: string): Uint8Array | string {
  // Entra's own limit.
  if (packed.length > 128) return 'is longer than 128 Base32 characters.';
  try {
    return decodeBase32(packed);
  } catch (error) {
    if (!(error instanceof Base32Error)) throw error;
    return writingsOf(packed).includes('hex')
      ? 'is hex, and not Base32 (letters A to Z and digits 2 to 7).'
      : 'is not Base32 (letters A to Z and digits 2 to 7).';
  }
}

function pack(text: string): string {
  return unguarded(text).replace(/[\s-]+/g, '');
}
