import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DrawerSnapshot } from '@depot/devices';
import { z } from 'zod';
import { replaceFileSync } from '../files/replace-file.js';
import { Refusal } from '../refusal.js';

const shared = { serial: z.string(), seed: z.string().regex(/^([0-9a-f]{2})*$/), clockErrorSeconds: z.number() };
const Snapshot = z.object({
  tokens: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        ...shared,
        kind: z.literal('programmable'),
        displayByte: z.int(),
        algorithmByte: z.int(),
        periodByte: z.int(),
        clockOffsetSeconds: z.number(),
      }),
      z.object({
        ...shared,
        kind: z.literal('classic'),
        algorithm: z.enum(['SHA1', 'SHA256']),
        period: z.union([z.literal(30), z.literal(60)]),
      }),
    ]),
  ),
});

/**
 * `virtual-tokens.json`: the plastic of the virtual tokens. A token knows its seed, so this file holds seeds in clear,
 * and only its owner may read it. Real tokens leave no such file. It is written in one go, before the token answers:
 * what a token says it has stored survives the death of this program.
 */
export class TokenFile {
  readonly #path: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, 'virtual-tokens.json');
  }

  /** Null when there is none yet. @throws Refusal when it cannot be read; what it holds is not repeated. */
  read(): DrawerSnapshot | null {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return null;
    }
    try {
      return Snapshot.parse(JSON.parse(text));
    } catch {
      throw new Refusal(`The virtual tokens in ${this.#path} are damaged. Remove the file to get new ones.`);
    }
  }

  write(snapshot: DrawerSnapshot): void {
    replaceFileSync(this.#path, JSON.stringify(snapshot, null, 1));
  }
}
