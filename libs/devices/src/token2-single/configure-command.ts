import { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { clockBytes, settingBytes } from '../setting-bytes.js';
import { deviceKey } from './device-key.js';
import type { SingleSettings } from './settings.js';

/**
 * 84 D4 00 00 17 81 11 1F 01 dd 0F 04 tt tt tt tt 86 06 0A 01 hh 0D 01 ss MAC
 * dd: 0–3 = display for 15/30/60/120 s · tttttttt: u32 BE seconds UTC · hh: 1 = SHA-1, 2 = SHA-256 · ss: 1E or 3C = period
 * → nothing. Sets the clock, and on most models clears the seed (`seedSurvivesConfigure`). Wants authentication.
 *
 * `clock` is whole seconds since 1970 UTC. The token checks no range, so this does: throws `DeviceError`
 * ('invalid-settings'). Source: `token2/openT2OTP` cmd_config, `token2/t2nfc_burner` setConfig.
 */
export function configureCommand(settings: SingleSettings, clock: number): Command<void> {
  const { display, algorithm, period } = settingBytes(settings);
  const body = new Uint8Array(19);
  body.set([0x81, 0x11, 0x1f, 0x01, display, 0x0f, 0x04]);
  body.set(clockBytes(clock), 7);
  body.set([0x86, 0x06, 0x0a, 0x01, algorithm, 0x0d, 0x01, period], 11);
  const apdu = securedApdu(deviceKey, { header: { ins: 0xd4, p1: 0x00, p2: 0x00 }, body });
  return new Command<void>('configure', { apdu, decode: () => undefined });
}
