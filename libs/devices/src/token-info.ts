import { joined } from './bytes.js';
import { DeviceError } from './device-error.js';

/** What a token says of itself. `clock` is its own: seconds since 1970 UTC, 0 to 2^32-1. */
export interface TokenInfo {
  readonly serial: string;
  readonly clock: number;
}

const header = 3;
const separator = 2;

/**
 * 3 bytes that vary · N · N characters of ASCII · 2 bytes that vary · u32 BE seconds UTC.
 * `serial` is what a serial of the family looks like. Throws `DeviceError` ('malformed-answer').
 * Source: `token2/t2nfc_burner` readInfo, `token2/openT2OTP` cmd_info, `framefilter/keyroost` docs/PROTOCOL.md.
 */
export function readInfo(data: Uint8Array, serialLooksLike: RegExp): TokenInfo {
  const malformed = (what: string) => new DeviceError('malformed-answer', `The token's description ${what}.`);
  const length = data[header];
  if (length === undefined || data.length < header + 1 + length + separator + 4) throw malformed('is cut off');
  const start = header + 1;
  const serial = String.fromCharCode(...data.subarray(start, start + length));
  if (!serialLooksLike.test(serial)) throw malformed('holds no serial');
  const clock = new DataView(data.buffer, data.byteOffset).getUint32(start + length + separator);
  return { serial, clock };
}

/** The inverse of `readInfo`, for virtual tokens; `random` fills what varies. */
export function writeInfo({ serial, clock }: TokenInfo, random: (length: number) => Uint8Array): Uint8Array {
  const characters = Uint8Array.from(serial, (one) => one.charCodeAt(0));
  const time = new Uint8Array(4);
  new DataView(time.buffer).setUint32(0, clock);
  const length = Uint8Array.of(characters.length);
  return joined(random(header), length, characters, random(separator), time);
}
