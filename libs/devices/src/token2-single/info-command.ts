import { fromHex } from '../bytes.js';
import { Command } from '../command.js';
import { readInfo, type TokenInfo } from '../token-info.js';

/**
 * 80 41 00 00 02 02 11
 * → 3 bytes that vary · N · N digits of ASCII · 2 bytes that vary · u32 BE seconds UTC. No authentication.
 *
 * Source: `token2/t2nfc_burner` readInfo, `token2/openT2OTP` cmd_info.
 */
export function infoCommand(): Command<TokenInfo> {
  return new Command('info', { apdu: fromHex('80 41 00 00 02 02 11'), decode: (data) => readInfo(data, /^[0-9]+$/) });
}
