import type { PrivateKey } from 'openpgp';
import { SeedFileRefused } from '../seed-file-refused.js';
import { openPgp } from './open-pgp.js';
import { openZip } from './open-zip.js';
import { atMost, peek } from './pieces.js';
import type { Pieces } from './pieces.js';
import { headBytes, recognise } from './recognise.js';

/** What a file was wrapped in, from the outside in. */
export type Wrapping = 'pgp' | 'zip';

/** A file without its wrappings. */
export interface Unwrapped {
  readonly format: 'xml' | 'text';
  readonly wrappings: readonly Wrapping[];
  readonly content: Pieces;
}

export interface UnwrapOptions {
  /** Password, pass phrase or pre-shared key that somebody typed; tried on whatever asks for one. */
  readonly secret: string | null;
  readonly pgpKeys: readonly PrivateKey[];
  /** Bytes that a file may unpack to. 100,000 tokens' PSKC, the most talkative format, takes 100 MB. */
  readonly largestContent?: number;
}

/** A zip in a PGP message is common; more is somebody's joke. */
const mostWrappings = 3;

/** Takes off PGP and zip, whichever way around, and recognises what is inside. @throws SeedFileRefused */
export async function unwrap(file: Pieces, options: UnwrapOptions): Promise<Unwrapped> {
  const { secret, pgpKeys, largestContent = 128 * 1024 * 1024 } = options;
  const tooLarge = `The file holds more than ${String(largestContent / 1024 / 1024)} MB, far more than any seed file (a “zip bomb”?).`;
  const wrappings: Wrapping[] = [];
  let content: Pieces = atMost(file, largestContent, tooLarge);
  for (;;) {
    const { head, whole } = await peek(content, headBytes);
    const found = recognise(head);
    if (found === 'xml' || found === 'text') return { format: found, wrappings, content: whole };
    if (wrappings.length === mostWrappings) {
      throw new SeedFileRefused('forbidden-content', 'The file is wrapped in wrappings without end. Unpack it first.');
    }
    wrappings.push(found);
    const opened =
      found === 'zip'
        ? openZip(whole, secret, { largestContent, tooLarge })
        : [await openPgp(whole, { keys: pgpKeys, passPhrase: secret }, largestContent)];
    content = atMost(opened, largestContent, tooLarge);
  }
}
