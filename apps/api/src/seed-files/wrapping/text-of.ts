import { TextDecoder } from 'node:util';
import type { Pieces } from './pieces.js';

/**
 * A stream of bytes as text: UTF-16 where it says so by its first two bytes, else UTF-8, or Windows-1252 from where it is not
 * UTF-8 any more (what Excel writes in western Europe; serials and secrets are the same in both). No byte order mark is left.
 */
export async function* textOf(pieces: Pieces): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= decoderFor(piece);
    try {
      yield decoder.decode(piece, { stream: true });
    } catch {
      decoder = new TextDecoder('windows-1252');
      yield decoder.decode(piece, { stream: true });
    }
  }
  try {
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch {
    // A last character that was cut off.
  }
}

function decoderFor([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8', { fatal: true });
}
