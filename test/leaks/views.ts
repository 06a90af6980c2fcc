import type { View } from './encodings.js';

const comma = 0x2c;
/** Letters and digits in lower case; 0 for everything else. */
const letters = Uint8Array.from({ length: 256 }, (_, byte) => {
  const text = String.fromCharCode(byte).toLowerCase();
  return /^[a-z0-9]$/.test(text) ? text.charCodeAt(0) : 0;
});

/** A piece as each view shows it. */
export const views: Readonly<Record<View, (bytes: Uint8Array) => Uint8Array>> = {
  itself: (bytes) => bytes,
  /** Whatever stands between letters and digits is gone, the zero bytes of UTF-16 too. */
  squeezed: (bytes) => {
    const squeezed = new Uint8Array(bytes.length);
    let length = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const letter = letters[bytes[at] as number] as number;
      if (letter !== 0) squeezed[length++] = letter;
    }
    return squeezed.subarray(0, length);
  },
  /** Numbers with one comma between them, and at both ends. */
  numbers: (bytes) => {
    const numbers = new Uint8Array(bytes.length + 2);
    numbers[0] = comma;
    let length = 1;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= 0x30 && byte <= 0x39) numbers[length++] = byte;
      else if (numbers[length - 1] !== comma) numbers[length++] = comma;
    }
    numbers[length++] = comma;
    return numbers.subarray(0, length);
  },
};
