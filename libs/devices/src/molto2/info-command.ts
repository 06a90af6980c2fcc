import { fromHex } from '../bytes.js';
import { Command } from '../command.js';
import { readInfo, type TokenInfo } from '../token-info.js';

/**
 * 80 41 00 00 00
 * → 3 bytes that vary · N · N capital letters or digits · 2 bytes that vary · u32 BE seconds UTC. No authentication.
 *
 * Source: `token2/molto2-tools`, `framefilter/keyroost` docs/PROTOCOL.md, where its layout counts as unconfirmed.
 */
export function infoCommand(): Command<TokenInfo> {
  return new Command('info', {
    apdu: fromHex('80 41 00 00 00'),
    decode: (data) => readInfo(data, /^[0-9A-Z]{4,24}$/),
  });
}
