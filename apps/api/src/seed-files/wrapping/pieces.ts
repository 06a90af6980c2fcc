import { SeedFileRefused } from '../seed-file-refused.js';

export type Pieces = AsyncIterable<Uint8Array>;

/** The first bytes of a stream, and the whole of it, those included. */
export async function peek(pieces: Pieces, count: number): Promise<{ head: Uint8Array; whole: Pieces }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(seen).subarray(0, count);
  return { head, whole: again(seen, iterator) };
}

async function* again(seen: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* seen;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** Passes a stream on up to `most` bytes. @throws SeedFileRefused `too-large`, with `words` */
export async function* atMost(
  pieces: Pieces | Iterable<Uint8Array>,
  most: number,
  words: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw new SeedFileRefused('too-large', words);
    yield piece;
  }
}

/** The whole of a stream that is known to be small. */
export async function gather(pieces: Pieces): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
