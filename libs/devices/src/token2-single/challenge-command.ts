import { fromHex } from '../bytes.js';
import { readChallenge } from '../challenge.js';
import { Command } from '../command.js';

/**
 * 80 4B 08 00 01 00
 * → 8 random bytes. Ends an authenticated session, if there was one.
 *
 * Source: `token2/openT2OTP` cmd_challenge.
 */
export function challengeCommand(): Command<Uint8Array> {
  return new Command('challenge', {
    apdu: fromHex('80 4B 08 00 01 00'),
    decode: readChallenge,
  });
}
