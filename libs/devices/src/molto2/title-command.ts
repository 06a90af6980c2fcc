import { Command } from '../command.js';
import { DeviceError } from '../device-error.js';
import { securedApdu } from '../mac.js';
import { padAlways } from '../padding.js';
import { sm4Encrypt } from '../sm4.js';
import { checkProfile } from './profile-number.js';

const longest = 12;

/** UTF-8 of a title. Throws `DeviceError` ('invalid-title') unless that is 1 to 12 bytes without control characters. */
export function titleBytes(title: string): Uint8Array {
  const bytes = new TextEncoder().encode(title);
  if (bytes.length < 1 || bytes.length > longest || /[\p{Cc}\p{Cs}]/u.test(title)) {
    throw new DeviceError('invalid-title', `A title of ${bytes.length} bytes does not fit the profile.`);
  }
  return bytes;
}

/**
 * 84 D5 00 pp 14 SM4-ECB(title 80 00…) MAC
 * → nothing. Wants authentication. The device keeps it in clear and shows it to anybody, and it outlives the seed.
 *
 * Throws `DeviceError` ('invalid-title'). Source: `token2/molto2-tools`.
 */
export function titleCommand(key: Uint8Array, { profile, title }: { profile: number; title: string }): Command<void> {
  checkProfile(profile);
  const body = sm4Encrypt('sm4-ecb', { key, bytes: padAlways(titleBytes(title)) });
  const apdu = securedApdu(key, { header: { ins: 0xd5, p1: 0x00, p2: profile }, body });
  return new Command<void>('title', { apdu, decode: () => undefined });
}
