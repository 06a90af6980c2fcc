import { buildApdu } from '../apdu.js';
import { answerToChallenge } from '../challenge.js';
import { Command } from '../command.js';

/**
 * 80 CE 00 00 10 SM4-ECB(challenge ‖ 00 00 00 00 00 00 00 00)
 * → nothing; 63Cx when the key is wrong and x tries are left. At 0 the device is locked; success gives all tries back.
 *
 * `challenge` is the 8 bytes of the challenge command, good for one attempt. Source: `token2/molto2-tools`.
 */
export function authenticateCommand(key: Uint8Array, challenge: Uint8Array): Command<void> {
  const apdu = buildApdu({ cla: 0x80, ins: 0xce, p1: 0x00, p2: 0x00 }, answerToChallenge(key, challenge));
  return new Command<void>('authenticate', { apdu, decode: () => undefined });
}
