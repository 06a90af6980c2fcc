import { open } from '../../platform/vault/sealing.js';

/** A key of the keyring and what it is called there. */
export interface NamedKey {
  readonly name: string;
  readonly key: Uint8Array;
}

/** Nonce, 32 bytes, tag. */
const wrappedLength = 12 + 32 + 16;
/** Nonce, a seed of 1 to 63 bytes, tag. */
const sealedLengths = { least: 12 + 1 + 16, most: 12 + 63 + 16 };

/** What opened something: a wrapped key, and whether the seed in it was reached as well. Nothing of what was in it. */
export interface Opened {
  readonly key: string;
  readonly seedToo: boolean;
}

/** What is tried: the bytes that a box is bound to, and every key there is. */
export interface Attempt {
  readonly binding: string;
  readonly keys: readonly NamedKey[];
}

/** Tries every key on every box: as what wraps a data key, and as what seals a seed itself. */
export function tryBoxes(boxes: readonly Uint8Array[], { binding, keys }: Attempt): Opened | null {
  for (const { name, key } of keys) {
    for (const box of boxes) {
      const dataKey = opens(key, box, binding);
      if (dataKey === null) continue;
      // What a key of the keyring opens by itself is a seed unless it is as long as a key, and then that is tried.
      const seedToo = box.length !== wrappedLength || boxes.some((other) => opens(dataKey, other, binding) !== null);
      dataKey.fill(0);
      return { key: name, seedToo };
    }
  }
  return null;
}

/**
 * The same for a stretch of raw bytes in which nobody knows where a box begins: a row in a page of a database's file, or in its log. A row's id
 * comes first and its boxes soon after.
 */
export function tryStretch(stretch: Uint8Array, { binding, keys }: Attempt): Opened | null {
  for (let from = 0; from <= 160 && from + wrappedLength <= stretch.length; from += 1) {
    const box = stretch.subarray(from, from + wrappedLength);
    for (const { name, key } of keys) {
      const dataKey = opens(key, box, binding);
      if (dataKey === null) continue;
      const seedToo = holdsSeed(stretch.subarray(from + wrappedLength), dataKey, binding);
      dataKey.fill(0);
      return { key: name, seedToo };
    }
  }
  return null;
}

function holdsSeed(after: Uint8Array, dataKey: Uint8Array, binding: string): boolean {
  for (let from = 0; from <= 64; from += 1) {
    for (let length = sealedLengths.least; length <= sealedLengths.most && from + length <= after.length; length += 1) {
      if (opens(dataKey, after.subarray(from, from + length), binding) !== null) return true;
    }
  }
  return false;
}

function opens(key: Uint8Array, box: Uint8Array, binding: string): Uint8Array | null {
  if (key.length !== 32 || box.length < sealedLengths.least) return null;
  try {
    return open(key, box, binding);
  } catch {
    return null;
  }
}
