import { buildApdu } from '../apdu.js';
import { answerToChallenge } from '../challenge.js';
import { Command } from '../command.js';
import { deviceKey } from './device-key.js';

/**
 * 80 CE 00 00 10 SM4-ECB(challenge ‖ 00 00 00 00 00 00 00 00)
 * → nothing; 6983 when the token wants another key or is locked: never try again with a different one.
 *
 * `challenge` is the 8 bytes of the challenge command, good for one attempt. Source: `token2/openT2OTP` cmd_auth_finish.
 */
export function authenticateCommand(challenge: Uint8Array): Command<void> {
  const apdu = buildApdu({ cla: 0x80, ins: 0xce, p1: 0x00, p2: 0x00 }, answerToChallenge(deviceKey, challenge));
  return new Command<void>('authenticate', { apdu, decode: () => undefined });
}
