import { buildApdu } from '../apdu.js';
import { Command } from '../command.js';
import { sm4Encrypt } from '../sm4.js';
import { deviceKey } from './device-key.js';

/** 16 bytes: SM4-ECB(challenge ‖ 8 zero bytes). */
export function answerToChallenge(challenge: Uint8Array): Uint8Array {
  const block = new Uint8Array(16);
  block.set(challenge);
  return sm4Encrypt('sm4-ecb', { key: deviceKey, bytes: block });
}

/**
 * 80 CE 00 00 10 SM4-ECB(challenge ‖ 00 00 00 00 00 00 00 00)
 * → nothing; 6983 when the token wants another key or is locked: never try again with a different one.
 *
 * `challenge` is the 8 bytes of the challenge command, good for one attempt. Source: `token2/openT2OTP` cmd_auth_finish.
 */
export function authenticateCommand(challenge: Uint8Array): Command<void> {
  const apdu = buildApdu({ cla: 0x80, ins: 0xce, p1: 0x00, p2: 0x00 }, answerToChallenge(challenge));
  return new Command<void>('authenticate', { apdu, decode: () => undefined });
}
