import { buildApdu } from '../apdu.js';
import { Command } from '../command.js';
import { DeviceError } from '../device-error.js';
import { checkProfile } from './profile-number.js';

/** A profile as anybody may read it. */
export interface MoltoProfile {
  /** It holds a seed. */
  readonly occupied: boolean;
  /** Null when it has none; it may outlive the seed. What is not printable UTF-8 shows as U+FFFD. */
  readonly title: string | null;
}

const envelope = Uint8Array.of(0x95, 0x1f, 0x70, 0x1d);
const body = 29;

function titleIn(bytes: Uint8Array): string | null {
  const end = bytes.findLastIndex((byte) => byte !== 0);
  if (end < 0) return null;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, end + 1)).replace(/\p{Cc}/gu, '\uFFFD');
}

function decode(data: Uint8Array): MoltoProfile {
  if (data.length !== envelope.length + body || envelope.some((byte, index) => data[index] !== byte)) {
    throw new DeviceError('malformed-answer', "The profile's public block is not laid out as known.");
  }
  const block = data.subarray(envelope.length);
  return { occupied: block[28] !== 0, title: titleIn(block.subarray(1, 17)) };
}

/**
 * 80 41 00 pp 01 70, never with Le (the device answers 6FFB to that)
 * → 95 1F 70 1D · flag(1) title(16, clear, zero-filled) timeA(4) timeB(4) algorithm(1) step(1) digits(1) seed(1).
 * No authentication. Only the last byte tells whether there is a seed: empty profiles show defaults in the others.
 *
 * Source: `framefilter/keyroost` docs/PROTOCOL.md, captured from hardware.
 */
export function profileCommand(profile: number): Command<MoltoProfile> {
  checkProfile(profile);
  const apdu = buildApdu({ cla: 0x80, ins: 0x41, p1: 0x00, p2: profile }, Uint8Array.of(0x70));
  return new Command('profile block', { apdu, decode });
}
