import { largestSeedFile } from '@depot/contracts';
import type { FileKey } from '../platform/vault/file-key.js';
import { SeedFileRefused } from './seed-file-refused.js';
import { atMost, peek } from './wrapping/pieces.js';
import type { Pieces } from './wrapping/pieces.js';
import { headBytes, recognise } from './wrapping/recognise.js';

/** Bytes that are sealed and put down at a time. */
const pieceBytes = 256 * 1024;
const tooLarge = `The file is larger than ${String(largestSeedFile / 1024 / 1024)} MB, far more than any seed file.`;

/** What says beforehand that it is too large is refused before it comes. @throws SeedFileRefused */
export function refuseTooLarge(declaredBytes: number): void {
  if (declaredBytes > largestSeedFile) throw new SeedFileRefused('too-large', tooLarge);
}

/** Where an upload is put down. */
export interface Receiver {
  /** Wiped when the upload has ended, well or not. */
  readonly key: FileKey;
  readonly keep: (piece: { position: number; clear: Uint8Array }) => Promise<void>;
}

/**
 * Puts an upload down piece by piece as it comes; what is in memory is one piece. What cannot be a seed file is refused by its first
 * bytes, before anything is put down. @param begin called once the first bytes look right @returns how many bytes it has
 * @throws SeedFileRefused
 */
export async function receiveFile(upload: Pieces, begin: () => Promise<Receiver>): Promise<number> {
  const { head, whole } = await peek(atMost(upload, largestSeedFile, tooLarge), headBytes);
  recognise(head);
  const { key, keep } = await begin();
  const buffer = Buffer.alloc(pieceBytes);
  let filled = 0;
  let bytes = 0;
  let position = 0;
  const putDown = async (): Promise<void> => {
    if (filled === 0) return;
    await keep({ position, clear: buffer.subarray(0, filled) });
    position += 1;
    filled = 0;
  };
  try {
    for await (const piece of whole) {
      for (let from = 0; from < piece.length;) {
        const part = piece.subarray(from, from + pieceBytes - filled);
        buffer.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === pieceBytes) await putDown();
      }
      bytes += piece.length;
      piece.fill(0);
    }
    await putDown();
    return bytes;
  } finally {
    buffer.fill(0);
    key.wipe();
  }
}
