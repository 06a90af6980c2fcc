import { joined } from '../bytes.js';
import { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { clockBytes } from '../setting-bytes.js';
import { checkProfile } from './profile-number.js';

/**
 * 84 D4 01 pp 0C 81 06 0F 04 tt tt tt tt MAC
 * → nothing. Sets the clock and leaves the rest. Wants authentication.
 *
 * `clock` is whole seconds since 1970 UTC. Throws `DeviceError` ('invalid-settings'). Source: `token2/molto2-tools`.
 */
export function timeCommand(key: Uint8Array, { profile, clock }: { profile: number; clock: number }): Command<void> {
  checkProfile(profile);
  const body = joined(Uint8Array.of(0x81, 0x06, 0x0f, 0x04), clockBytes(clock));
  const apdu = securedApdu(key, { header: { ins: 0xd4, p1: 0x01, p2: profile }, body });
  return new Command<void>('set time', { apdu, decode: () => undefined });
}
