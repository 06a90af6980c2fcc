import { fromHex } from '../bytes.js';
import { Command } from '../command.js';
import { DeviceError } from '../device-error.js';

/**
 * 80 4B 08 00 01 00
 * → 8 random bytes. Ends an authenticated session, if there was one.
 *
 * Source: `token2/openT2OTP` cmd_challenge.
 */
export function challengeCommand(): Command<Uint8Array> {
  return new Command('challenge', {
    apdu: fromHex('80 4B 08 00 01 00'),
    decode: (data) => {
      if (data.length !== 8) throw new DeviceError('malformed-answer', 'The challenge of the token is not 8 bytes.');
      return data;
    },
  });
}
