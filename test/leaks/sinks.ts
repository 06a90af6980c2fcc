import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf } from '../depot/bytes-in.js';
import type { Encoding } from './encodings.js';
import type { Finder } from './finder.js';

/** Every place bytes of a run can end up in. */
export const sinkNames = [
  'log of the API',
  'log of the worker',
  'log of the agent',
  'queue’s commands',
  'queue’s files',
  'database dump',
  'database files',
  'database log',
  'addresses and headers',
  'bodies: captures',
  'bodies: seed files',
  'bodies: customer key',
  'bodies: one-time codes',
  'bodies: the rest',
  'mistaken requests',
  'answers: Entra CSV',
  'answers: bad rows',
  'answers: Temporary Access Pass',
  'answers: one-time codes',
  'answers: the rest',
  'event stream',
  'frames to the agent',
  'frames from the agent',
  'bench requests',
  'bench answers',
  'agent’s folder',
  'virtual plastic',
  'data folder',
  'temporary files',
  'process arguments',
  'process environment',
] as const;
export type Sink = (typeof sinkNames)[number];

/** For each sink where something was found: the seeds by name, and the writings they were found in. */
export type Sweep = Partial<Record<Sink, Record<string, Encoding[]>>>;

/** What a run left, by place. Kept whole, for a seed that the depot drew is known only at the end. */
export class Sinks {
  readonly #pieces = new Map<Sink, Map<string, Uint8Array>>();

  /** Keeps one piece: a body, a frame, a file. The same bytes twice are kept once. */
  record(sink: Sink, piece: Uint8Array | string): void {
    const bytes = withoutBlankPages(Buffer.from(piece));
    if (bytes.length === 0) return;
    const pieces = this.#pieces.get(sink) ?? new Map<string, Uint8Array>();
    this.#pieces.set(sink, pieces.set(createHash('sha1').update(bytes).digest('base64'), bytes));
  }

  /** Keeps every file below a folder, by its bytes and by its name. */
  recordFolder(sink: (path: string) => Sink, folder: string): void {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      this.record(sink(name), name);
      const bytes = contentOf(path);
      if (bytes !== null) this.record(sink(name), bytes);
    }
  }

  /** How many bytes each sink holds: an empty one has proved nothing. */
  sizes(): ReadonlyMap<Sink, number> {
    return new Map(
      [...this.#pieces].map(([sink, pieces]) => [
        sink,
        [...pieces.values()].reduce((sum, piece) => sum + piece.length, 0),
      ]),
    );
  }

  sweep(finder: Finder): Sweep {
    const swept: Sweep = {};
    for (const sink of sinkNames) {
      const found = new Map<string, Set<Encoding>>();
      for (const piece of this.#pieces.get(sink)?.values() ?? []) {
        for (const [seed, encodings] of finder.find(piece))
          found.set(seed, new Set([...(found.get(seed) ?? []), ...encodings]));
      }
      if (found.size > 0)
        swept[sink] = Object.fromEntries([...found].sort().map(([seed, encodings]) => [seed, [...encodings].sort()]));
    }
    return swept;
  }
}

/** Half of a database's files are empty pages. What lies on both sides of one stays apart. */
function withoutBlankPages(bytes: Buffer): Uint8Array {
  const size = 4096;
  const blank = Buffer.alloc(size);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const page = bytes.subarray(at, at + size);
    kept.push(page.equals(blank) ? page.subarray(0, 64) : page);
  }
  return Buffer.concat(kept);
}
