const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A text that is no Base32. It names a position, never the text: that may be a secret. */
export class Base32Error extends Error {
  /** Index of the offending character, or the text's length where the length itself is impossible. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Bytes to Base32 (RFC 4648 §6), upper case, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((value >> bits) & 31);
    }
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text;
}

/**
 * Base32 to bytes: any case; blanks, dashes and trailing `=` are passed over, as people and pages write keys in groups.
 * @throws Base32Error on any other character, an empty text or a length that no whole number of bytes has
 */
export function decodeBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  let characters = 0;
  const body = text.replace(/=+\s*$/, '');
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charAt(at).toUpperCase();
    if (/[\s-]/.test(character)) continue;
    const five = alphabet.indexOf(character);
    if (five < 0) throw new Base32Error(`Character ${String(at + 1)} is not Base32.`, at);
    characters += 1;
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  // RFC 4648 §6: 1, 3 or 6 characters over a multiple of eight encode no whole number of bytes.
  if (characters === 0 || [1, 3, 6].includes(characters % 8)) {
    throw new Base32Error('The text has a length that Base32 cannot have.', text.length);
  }
  return Uint8Array.from(bytes);
}
