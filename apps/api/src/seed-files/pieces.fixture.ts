import type { Pieces } from './wrapping/pieces.js';
import { SeedFileRefused } from './seed-file-refused.js';
import type { SeedRow } from './seed-row.js';

/** A file as it comes from a disk or a socket. */
export function inPieces(content: string | Uint8Array, size = 1000): () => Pieces {
  const bytes = Buffer.from(content as Uint8Array);
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
  };
}

export async function allOf<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of iterable) all.push(one);
  return all;
}

/** A row's seed in hex, or why it has none. */
export function told(row: SeedRow | undefined): string {
  if (row === undefined) return 'no row';
  return typeof row.read === 'string' ? row.read : Buffer.from(row.read.seed.expose()).toString('hex');
}

/** What a file was refused for. @throws Error when it was not */
export async function refusal(reading: Promise<unknown>): Promise<{ fault: string; message: string }> {
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SeedFileRefused)) throw new Error('The file was not refused.', { cause: error });
  return { fault: error.fault, message: error.message };
}
