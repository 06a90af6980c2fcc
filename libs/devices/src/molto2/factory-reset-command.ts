import { fromHex } from '../bytes.js';
import { Command } from '../command.js';

/**
 * 80 56 00 00 00
 * → 9060: accepted; once ▲ is pressed on the device all profiles are empty and the customer key is the default again.
 * No authentication: whoever has the device may do it, also when it is locked.
 *
 * Source: `token2/molto2-tools`, `framefilter/keyroost` docs/PROTOCOL.md.
 */
export function factoryResetCommand(): Command<void> {
  return new Command<void>('factory reset', { apdu: fromHex('80 56 00 00 00'), decode: () => undefined });
}
