import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type z } from 'zod';
import { replaceFileSync } from '../files/replace-file.js';
import { Refusal } from '../refusal.js';

/**
 * The plastic of virtual devices. A token knows its seed, so such a file holds seeds in clear, and only its owner may
 * read it. Real tokens leave none. It is written in one go, before the token answers: what a token says it has stored
 * survives the death of this program.
 */
export class PlasticFile<Snapshot> {
  readonly #path: string;
  readonly #schema: z.ZodType<Snapshot>;

  constructor({ folder, name }: { folder: string; name: string }, schema: z.ZodType<Snapshot>) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, name);
    this.#schema = schema;
  }

  /** Null when there is none yet. @throws Refusal when it cannot be read; what it holds is not repeated. */
  read(): Snapshot | null {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return null;
    }
    try {
      return this.#schema.parse(JSON.parse(text));
    } catch {
      throw new Refusal(`The virtual tokens in ${this.#path} are damaged. Remove the file to get new ones.`);
    }
  }

  write(snapshot: Snapshot): void {
    replaceFileSync(this.#path, JSON.stringify(snapshot, null, 1));
  }
}
