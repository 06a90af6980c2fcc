import { dumpParts } from './dump-bytes.js';

/** A place that names an id, as text or as its 16 bytes, and what stands after it. */
export interface Place {
  readonly where: string;
  readonly written: 'text' | 'raw';
  readonly after: Uint8Array;
}

/** As much as a row may be long: what a search must see of it at once. */
const reach = 4096;

/** Every place of a dump that names one of these ids. */
export async function* findInDump(path: string, ids: readonly string[]): AsyncGenerator<Place & { id: string }> {
  const needles = ids.flatMap((id) => [
    { id, written: 'text' as const, bytes: Buffer.from(id) },
    { id, written: 'raw' as const, bytes: Buffer.from(id.replaceAll('-', ''), 'hex') },
  ]);
  for await (const { name, bytes } of dumpParts(path)) {
    for await (const { chunk, until, at } of overlapping(bytes)) {
      for (const { id, written, bytes: needle } of needles) {
        for (let from = chunk.indexOf(needle); from !== -1 && from < until; from = chunk.indexOf(needle, from + 1)) {
          const start = from + needle.length;
          const after = chunk.subarray(start, start + reach);
          yield { id, written, where: `${name} at byte ${String(at + from)}`, after };
        }
      }
    }
  }
}

/** Pieces that overlap by a row and an id: what begins before `until` lies whole in its piece, and is not found twice. */
async function* overlapping(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ chunk: Buffer; until: number; at: number }> {
  const overlap = reach + 64;
  let kept = Buffer.alloc(0);
  let at = 0;
  for await (const piece of bytes) {
    kept = Buffer.concat([kept, piece]);
    if (kept.length < 1_000_000) continue;
    const until = kept.length - overlap;
    yield { chunk: kept, until, at };
    at += until;
    kept = Buffer.from(kept.subarray(until));
  }
  yield { chunk: kept, until: kept.length, at };
}

/** Every run of hex on the rest of the line that is long enough for a box: however a dump writes bytes, it is in hex. */
export function boxesInText(after: Uint8Array): Buffer[] {
  const [line = ''] = Buffer.from(after).toString('latin1').split('\n');
  return [...line.matchAll(/[0-9a-f]{58,}/gi)].map(([hex]) => Buffer.from(hex, 'hex'));
}
