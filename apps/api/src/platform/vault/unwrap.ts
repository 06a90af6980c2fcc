import type { Keyring } from './keyring.js';
import { open } from './sealing.js';

/**
 * Opens a data key with the key of its window, or with the one that this replaced a moment ago.
 * @returns null where the keyring has no key of that window any more
 * @throws Error when none fits
 */
export function unwrap(
  keyring: Keyring,
  windowId: string,
  { wrapped, associated }: { wrapped: Uint8Array; associated: string },
): Uint8Array | null {
  const keys = keyring.keysForOpening(windowId);
  for (const [at, key] of keys.entries()) {
    try {
      return open(key, wrapped, associated);
    } catch (error) {
      if (at === keys.length - 1) throw error;
    }
  }
  return null;
}
