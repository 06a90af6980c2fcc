import { DeviceError } from './device-error.js';
import { sm4Encrypt } from './sm4.js';

/** 16 bytes: SM4-ECB(challenge ‖ 8 zero bytes). Source: `token2/openT2OTP` cmd_auth_finish. */
export function answerToChallenge(key: Uint8Array, challenge: Uint8Array): Uint8Array {
  const block = new Uint8Array(16);
  block.set(challenge);
  return sm4Encrypt('sm4-ecb', { key, bytes: block });
}

/** The 8 random bytes of a challenge, as they came. Throws `DeviceError` ('malformed-answer'). */
export function readChallenge(data: Uint8Array): Uint8Array {
  if (data.length !== 8) throw new DeviceError('malformed-answer', 'The challenge of the token is not 8 bytes.');
  return data;
}
