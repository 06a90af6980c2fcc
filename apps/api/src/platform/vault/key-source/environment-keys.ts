import { createHash } from 'node:crypto';
import { open, seal } from '../sealing.js';
import { SourceFailed } from './key-source.js';
import type { KeySource, SourceBox } from './key-source.js';

/** Root keys out of the environment: the first is in force, others open what was sealed before. */
export class EnvironmentKeys implements KeySource {
  readonly name = 'environment';
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #first: string;

  /** @param keys 32 bytes each, the one in force first */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    this.#keys = new Map(keys.map((key) => [idOf(key), key]));
    this.#first = idOf(keys[0]);
  }

  renew(): string {
    return this.#first;
  }

  seal(root: string, clear: Uint8Array, associated: string): Uint8Array {
    return seal(this.#key(root), clear, associated);
  }

  open({ root, box }: SourceBox, associated: string): Uint8Array {
    return open(this.#key(root), box, associated);
  }

  /** What stands in the environment is for its owner to take away. */
  destroy(): void {
    return;
  }

  close(): void {
    return;
  }

  #key(root: string): Uint8Array {
    const key = this.#keys.get(root);
    if (key === undefined) {
      throw new SourceFailed(
        `DEPOT_KEYRING_KEY does not hold the key ${root} that the keyring is sealed with. Put it behind the others, with a comma.`,
      );
    }
    return key;
  }
}

/** Names a key without telling anything of it: it is 256 random bits. */
function idOf(key: Uint8Array): string {
  return createHash('sha256').update('token-depot root key').update(key).digest('hex').slice(0, 16);
}
