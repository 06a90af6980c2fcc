import { joined } from '../bytes.js';
import { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { clockBytes } from '../setting-bytes.js';
import { checkProfile } from './profile-number.js';
import { moltoSettingBytes, type MoltoSettings } from './settings.js';

/**
 * 84 D4 01 pp 1A 81 14 1F 01 dd 0F 04 tt tt tt tt 86 09 0A 01 hh 0B 01 nn 0D 01 ss MAC
 * dd: 0–3 = display for 15/30/60/120 s · tttttttt: u32 BE seconds UTC · hh: 1 = SHA-1, 2 = SHA-256 · nn: digits ·
 * ss: 1E or 3C = period
 * → nothing. Sets the clock too. Wants authentication.
 *
 * `clock` is whole seconds since 1970 UTC. Throws `DeviceError` ('invalid-settings'). Source: `token2/molto2-tools`.
 */
export function configureCommand(
  key: Uint8Array,
  { profile, settings, clock }: { profile: number; settings: MoltoSettings; clock: number },
): Command<void> {
  checkProfile(profile);
  const { display, algorithm, digits, period } = moltoSettingBytes(settings);
  const body = joined(
    Uint8Array.of(0x81, 0x14, 0x1f, 0x01, display, 0x0f, 0x04),
    clockBytes(clock),
    Uint8Array.of(0x86, 0x09, 0x0a, 0x01, algorithm, 0x0b, 0x01, digits, 0x0d, 0x01, period),
  );
  const apdu = securedApdu(key, { header: { ins: 0xd4, p1: 0x01, p2: profile }, body });
  return new Command<void>('configure', { apdu, decode: () => undefined });
}
