import { fromHex } from '../bytes.js';
import { Command } from '../command.js';
import { DeviceError } from '../device-error.js';

/** What a token says of itself. `clock` is its own: seconds since 1970 UTC, 0 to 2^32-1. */
export interface SingleInfo {
  readonly serial: string;
  readonly clock: number;
}

const header = 3;
const separator = 2;

function decode(data: Uint8Array): SingleInfo {
  const malformed = (what: string) => new DeviceError('malformed-answer', `The token's description ${what}.`);
  const length = data[header];
  if (length === undefined || data.length < header + 1 + length + separator + 4) throw malformed('is cut off');
  const start = header + 1;
  const serial = String.fromCharCode(...data.subarray(start, start + length));
  if (!/^[0-9]+$/.test(serial)) throw malformed('holds no serial');
  const clock = new DataView(data.buffer, data.byteOffset).getUint32(start + length + separator);
  return { serial, clock };
}

/**
 * 80 41 00 00 02 02 11
 * → 3 bytes that vary · N · N digits of ASCII · 2 bytes that vary · u32 BE seconds UTC. No authentication.
 *
 * Source: `token2/t2nfc_burner` readInfo, `token2/openT2OTP` cmd_info.
 */
export function infoCommand(): Command<SingleInfo> {
  return new Command('info', { apdu: fromHex('80 41 00 00 02 02 11'), decode });
}
