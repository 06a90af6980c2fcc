import { Command } from '../command.js';
import { checkProfile } from './profile-number.js';

/**
 * 80 E6 00 pp 00
 * → nothing; 6A83 when the profile holds no seed. No authentication: whoever has the device may empty it. The title stays.
 *
 * Source: `framefilter/keyroost` docs/PROTOCOL.md, tried on hardware.
 */
export function deleteSeedCommand(profile: number): Command<void> {
  checkProfile(profile);
  return new Command<void>('delete seed', {
    apdu: Uint8Array.of(0x80, 0xe6, 0x00, profile, 0x00),
    decode: () => undefined,
  });
}
