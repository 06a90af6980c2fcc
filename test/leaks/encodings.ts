import { encodeBase32 } from '@depot/totp';

/** How a seed can be written. */
export type Encoding = 'raw' | 'text' | 'hex' | 'base32' | 'base64' | 'numbers';

/** What a piece is looked through as: itself; its letters and digits alone, in lower case; its decimal numbers alone. */
export type View = 'itself' | 'squeezed' | 'numbers';

export interface Writing {
  readonly view: View;
  readonly encoding: Encoding;
  readonly bytes: Uint8Array;
}

/** Part of a seed counts as the seed. Eight bytes, and what they are at least in another alphabet, never meet by chance. */
const window = { bytes: 8, base32: 12, base64: 10 } as const;

/**
 * Everything to look for to find any eight consecutive bytes of a seed: as bytes; as a text with a character for each
 * byte; in hex with anything between the bytes (`0x01, 0x02`, `01:02`, `<Buffer 01 02>`, `\x0102`); in base32 in either
 * case and any grouping; in base64 of both alphabets; as a list of numbers, with or without their indexes. In base32 and
 * base64 also where it is part of something longer and does not begin at a character.
 * @param seed 10 bytes or more
 */
export function writingsOf(seed: Uint8Array): Writing[] {
  if (seed.length < 10) throw new Error('A seed that short could be met by chance.');
  const parts = windows(seed, window.bytes);
  return [
    ...parts.map(({ part }): Writing => ({ view: 'itself', encoding: 'raw', bytes: part })),
    // Of ASCII alone text and bytes are the same.
    ...parts
      .filter(({ part }) => part.some((byte) => byte > 0x7f))
      .map(({ part }) => writing('itself', 'text', String.fromCharCode(...part))),
    ...parts.flatMap(({ part }) => [
      writing('squeezed', 'hex', hexOf(part).join('')),
      writing('squeezed', 'hex', hexOf(part).join('0x')),
      writing('squeezed', 'hex', [...part].map((byte) => byte.toString(16)).join('0x')),
    ]),
    ...shifted(seed, {
      unit: 5,
      shifts: 5,
      size: window.base32,
      encode: (bytes) => encodeBase32(bytes).toLowerCase(),
    }).map((text) => writing('squeezed', 'base32', text)),
    ...(['base64', 'base64url'] as const).flatMap((alphabet) =>
      shifted(seed, {
        unit: 6,
        shifts: 3,
        size: window.base64,
        encode: (bytes) => Buffer.from(bytes).toString(alphabet),
      }).map((text) => writing('itself', 'base64', text)),
    ),
    ...parts.flatMap(({ part, at }) => [
      writing('numbers', 'numbers', `,${[...part].join(',')},`),
      writing('numbers', 'numbers', indexed(part, at)),
      writing('numbers', 'numbers', indexed(part, 0)),
    ]),
  ];
}

function writing(view: View, encoding: Encoding, text: string): Writing {
  return { view, encoding, bytes: Buffer.from(text) };
}

function indexed(bytes: Uint8Array, from: number): string {
  return `,${[...bytes].map((byte, index) => `${String(from + index)},${String(byte)}`).join(',')},`;
}

function hexOf(bytes: Uint8Array): string[] {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
}

function windows(seed: Uint8Array, size: number): { part: Uint8Array; at: number }[] {
  return Array.from({ length: seed.length - size + 1 }, (_, at) => ({ part: seed.subarray(at, at + size), at }));
}

/** The windows of a text of `unit` bits a character, with the seed beginning at every place a byte can begin. */
function shifted(
  seed: Uint8Array,
  how: { unit: number; shifts: number; size: number; encode: (bytes: Uint8Array) => string },
): string[] {
  const { unit, shifts, size, encode } = how;
  const found: string[] = [];
  for (let shift = 0; shift < shifts; shift += 1) {
    const text = encode(Buffer.concat([new Uint8Array(shift), seed]));
    // Only what the seed's own bits decide.
    const own = text.slice(Math.ceil((shift * 8) / unit), Math.floor(((shift + seed.length) * 8) / unit));
    for (let at = 0; at + size <= own.length; at += 1) found.push(own.slice(at, at + size));
  }
  return found;
}
