import { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { padAlways } from '../padding.js';
import { checkSeed } from '../seed-length.js';
import { sm4Encrypt } from '../sm4.js';
import { deviceKey } from './device-key.js';

const shortest = 20;

/** The seed, zeros up to 20 bytes when shorter (HMAC is the same by RFC 2104), then 80 and zeros: always padded. */
function padded(seed: Uint8Array): Uint8Array {
  const filled = new Uint8Array(Math.max(seed.length, shortest));
  filled.set(seed);
  const whole = padAlways(filled);
  filled.fill(0);
  return whole;
}

/**
 * 84 C5 01 00 Lc SM4-ECB(seed 80 00…) MAC
 * → nothing. Wants authentication. The padding is there even when the seed is aligned: without it the token refuses
 * seeds of 16, 32 and 48 bytes, after having cleared the one it had.
 *
 * `seed` is 1–63 raw bytes and stays the caller's. The APDU is that seed in clear to anyone: `wipe` it once sent.
 * Throws `DeviceError` ('invalid-seed'). Source: `token2/openT2OTP` cmd_seed, `token2/t2nfc_burner` setSeed; the
 * filling of short seeds is our own caution.
 */
export function seedCommand(seed: Uint8Array): Command<void> {
  checkSeed(seed);
  const plain = padded(seed);
  const body = sm4Encrypt('sm4-ecb', { key: deviceKey, bytes: plain });
  plain.fill(0);
  const apdu = securedApdu(deviceKey, { header: { ins: 0xc5, p1: 0x01, p2: 0x00 }, body });
  body.fill(0);
  return new Command<void>('write seed', { apdu, decode: () => undefined });
}
