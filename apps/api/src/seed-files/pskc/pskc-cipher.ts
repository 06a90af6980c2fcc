import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import type { XmlElement } from './xml-element.js';

/** A value cannot be opened; the message names an algorithm at most. */
export class CipherFault extends Error {
  override readonly name = 'CipherFault';
  readonly kind: 'unsupported' | 'wrong-key' | 'broken';

  constructor(kind: CipherFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Cipher {
  readonly node: string;
  readonly keyLength: number;
  readonly wraps: boolean;
}

/** XML Encryption's names (RFC 6030 §6.1 asks for the first, and allows the others). */
const ciphers = new Map<string, Cipher>(
  [128, 192, 256].flatMap((bits): [string, Cipher][] => [
    [`aes${String(bits)}-cbc`, { node: `aes-${String(bits)}-cbc`, keyLength: bits / 8, wraps: false }],
    [`kw-aes${String(bits)}`, { node: `aes${String(bits)}-wrap`, keyLength: bits / 8, wraps: true }],
  ]),
);

/** RFC 3394 §2.2.3.1. */
const wrapIv = Buffer.alloc(8, 0xa6);
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Base64 as XML writes it: with blanks and line ends. @throws CipherFault */
export function fromBase64(text: string | undefined): Buffer {
  const packed = text?.replace(/\s+/g, '') ?? '';
  if (packed === '' || !base64.test(packed)) throw new CipherFault('broken', 'A value is not Base64.');
  return Buffer.from(packed, 'base64');
}

/** The last part of an algorithm's address, as all namespaces of XML security end in it. */
export function shortName(address: string | undefined): string {
  return (address ?? '').replace(/^.*[#:]/, '').toLowerCase();
}

/** The bytes of an encrypted value's CipherValue: for AES-CBC the initialisation vector, then the blocks. @throws CipherFault */
export function cipherBytes(value: XmlElement): Buffer {
  return fromBase64(value.textOf('CipherData', 'CipherValue'));
}

/** Opens an xenc:EncryptedData-like element: EncryptionMethod, CipherData/CipherValue. @throws CipherFault */
export function decrypt(value: XmlElement, key: Uint8Array): Buffer {
  const name = shortName(value.find('EncryptionMethod')?.attributes.get('Algorithm'));
  const cipher = ciphers.get(name);
  if (cipher === undefined) throw new CipherFault('unsupported', `The cipher “${name.slice(0, 40)}” is not supported.`);
  if (key.length !== cipher.keyLength) {
    throw new CipherFault('wrong-key', `The key must have ${String(cipher.keyLength)} bytes.`);
  }
  const bytes = cipherBytes(value);
  const [iv, body] = cipher.wraps ? [wrapIv, bytes] : [bytes.subarray(0, 16), bytes.subarray(16)];
  try {
    const opening = createDecipheriv(cipher.node, key, iv);
    return Buffer.concat([opening.update(body), opening.final()]);
  } catch {
    throw new CipherFault('wrong-key', 'The key does not fit.');
  }
}

const hashes = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;

/** The hash of a MACMethod's algorithm. @throws CipherFault */
export function macHash(algorithm: string | undefined): string {
  const name = shortName(algorithm).replace(/^hmac-/, '');
  const hash = hashes.find((known) => known === name);
  if (hash === undefined) throw new CipherFault('unsupported', `The MAC “${name.slice(0, 40)}” is not supported.`);
  return hash;
}

/** Whether `mac` is the HMAC of `bytes`. */
export function macFits(
  hash: string,
  key: Uint8Array,
  { bytes, mac }: { bytes: Uint8Array; mac: Uint8Array },
): boolean {
  const expected = createHmac(hash, key).update(bytes).digest();
  return expected.length === mac.length && timingSafeEqual(expected, mac);
}
