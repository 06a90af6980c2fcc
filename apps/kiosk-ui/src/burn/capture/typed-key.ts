import { parseTypedSecret } from '@depot/totp';

/**
 * How far a key is that somebody types: `foreign` characters are in no such key (0, 1, 8 and 9 above all), `serial` is a number off a
 * token, `short` goes on, `whole` can be sent, `odd` cannot end here, `long` is more than a token holds.
 */
export type TypedKey =
  | { readonly kind: 'empty' }
  | { readonly kind: 'foreign'; readonly characters: readonly string[] }
  | { readonly kind: 'serial' | 'short' | 'odd' | 'whole' | 'long'; readonly count: number };

/** Microsoft's own keys: 16 characters. */
const shortest = 16;
const longest = 101;

export function readTypedKey(text: string): TypedKey {
  const key = text.replace(/[\s-]/g, '').replace(/=+$/, '');
  const count = key.length;
  if (count === 0) return { kind: 'empty' };
  const characters = [...new Set(key.replace(/[a-z2-7]/gi, ''))];
  if (characters.length > 0 && !/^\d+$/.test(key)) return { kind: 'foreign', characters };
  if (count >= 8 && /^\d+$/.test(key)) return { kind: 'serial', count };
  if (count < shortest) return { kind: 'short', count };
  if (count > longest) return { kind: 'long', count };
  const reading = parseTypedSecret(key);
  if (reading.kind === 'wrong') return { kind: 'odd', count };
  reading.secret.fill(0);
  return { kind: 'whole', count };
}
