import { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { padAlways } from '../padding.js';
import { checkSeed } from '../seed-length.js';
import { sm4Encrypt } from '../sm4.js';
import { checkProfile } from './profile-number.js';

const shortest = 20;
const block = 16;

/**
 * The seed, zeros up to 20 bytes when shorter and one more zero when it would be aligned (HMAC is the same by RFC
 * 2104), then 80 and zeros. What is never aligned is padded alike by those who pad always and those who spare it.
 */
function padded(seed: Uint8Array): Uint8Array {
  const atLeast = Math.max(seed.length, shortest);
  const filled = new Uint8Array(atLeast % block === 0 ? atLeast + 1 : atLeast);
  filled.set(seed);
  const whole = padAlways(filled);
  filled.fill(0);
  return whole;
}

/**
 * 84 C5 01 pp Lc SM4-ECB(seed 80 00…) MAC
 * → nothing. Wants authentication. Replaces what the profile holds without asking.
 *
 * `seed` is 1–63 raw bytes and stays the caller's. Who knows the customer key has the seed from the APDU: `wipe` it once
 * sent. Throws `DeviceError` ('invalid-seed'). Source: `token2/molto2-tools`; how to pad aligned seeds is told in two
 * ways there and in `framefilter/keyroost`, hence the filling.
 */
export function seedCommand(key: Uint8Array, { profile, seed }: { profile: number; seed: Uint8Array }): Command<void> {
  checkProfile(profile);
  checkSeed(seed);
  const plain = padded(seed);
  const body = sm4Encrypt('sm4-ecb', { key, bytes: plain });
  plain.fill(0);
  const apdu = securedApdu(key, { header: { ins: 0xc5, p1: 0x01, p2: profile }, body });
  body.fill(0);
  return new Command<void>('write seed', { apdu, decode: () => undefined });
}
