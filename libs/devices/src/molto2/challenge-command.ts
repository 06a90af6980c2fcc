import { fromHex } from '../bytes.js';
import { readChallenge } from '../challenge.js';
import { Command } from '../command.js';

/**
 * 80 4B 08 00 00
 * → 8 random bytes. Ends an authenticated session, if there was one *(inferred)*.
 *
 * Source: `token2/molto2-tools`.
 */
export function challengeCommand(): Command<Uint8Array> {
  return new Command('challenge', { apdu: fromHex('80 4B 08 00 00'), decode: readChallenge });
}
