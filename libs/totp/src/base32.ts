const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const values = new Map(
  Array.from(`${alphabet}${alphabet.slice(0, 26).toLowerCase()}`, (letter, at) => [letter, at % 32]),
);

/** Lengths, modulo 8 characters, that no whole number of bytes comes to (RFC 4648, section 6). */
const impossibleLengths = new Set([1, 3, 6]);

const reasons = {
  empty: 'There is no base32 text.',
  character: 'A character is not base32 (letters A to Z and digits 2 to 7).',
  length: 'The base32 text is cut short or has a character too many.',
} as const;

/**
 * A text is not base32. `position` counts its UTF-16 units from 0, blanks included: the bad character, or the text's
 * length when the end is what is wrong. The text itself is a secret and is not in the message.
 */
export class Base32Error extends Error {
  override readonly name = 'Base32Error';
  readonly reason: keyof typeof reasons;
  readonly position: number;

  constructor(reason: keyof typeof reasons, position: number) {
    super(`${reasons[reason]} Position ${position}.`);
    this.reason = reason;
    this.position = position;
  }
}

/** Base32 of RFC 4648, section 6: upper case, without padding. Empty for no bytes. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((pending >>> (bits - 5)) & 31);
  }
  return bits === 0 ? text : text + alphabet.charAt((pending << (5 - bits)) & 31);
}

/**
 * The bytes of a base32 text. Takes either case, blanks and dashes anywhere, and any number of `=` at the end. Bits left
 * over in the last character are dropped, as other readers do. 0, 1, 8 and 9 are refused rather than taken for O, I, B or g.
 * @throws Base32Error
 */
export function decodeBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let pending = 0;
  let count = 0;
  let isPadded = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charAt(position);
    isPadded ||= character === '=';
    if (/[\s=-]/.test(character)) continue;
    if (isPadded) throw new Base32Error('character', position);
    const value = values.get(character);
    if (value === undefined) throw new Base32Error('character', position);
    pending = ((pending << 5) | value) & 0xfff;
    count += 1;
    const spare = (count * 5) % 8;
    if (spare < 5) bytes.push((pending >>> spare) & 0xff);
  }
  if (count === 0) throw new Base32Error('empty', text.length);
  if (impossibleLengths.has(count % 8)) throw new Base32Error('length', text.length);
  return Uint8Array.from(bytes);
}
