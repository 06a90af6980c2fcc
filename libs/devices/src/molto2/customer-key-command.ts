import { joined } from '../bytes.js';
import { Command } from '../command.js';
import { securedApdu } from '../mac.js';
import { padAlways } from '../padding.js';
import { sm4Encrypt } from '../sm4.js';
import { sm4KeyOf } from './customer-key.js';

/**
 * 84 D7 00 00 24 SM4-ECB(00 ‖ SHA-1(new)[0..16) ‖ 80 00…) MAC
 * → 9060: accepted; it counts once ▲ is pressed on the device. Wants authentication with the old key.
 *
 * `newKey` is the customer key as it was chosen, 1–64 bytes. Throws `DeviceError` ('invalid-key').
 * Source: `token2/molto2-tools`.
 */
export function customerKeyCommand(key: Uint8Array, newKey: Uint8Array): Command<void> {
  const sm4Key = sm4KeyOf(newKey);
  const plain = padAlways(joined(Uint8Array.of(0x00), sm4Key));
  const body = sm4Encrypt('sm4-ecb', { key, bytes: plain });
  const apdu = securedApdu(key, { header: { ins: 0xd7, p1: 0x00, p2: 0x00 }, body });
  for (const secret of [sm4Key, plain, body]) secret.fill(0);
  return new Command<void>('set customer key', { apdu, decode: () => undefined });
}
