import { splitAnswer } from '../apdu.js';
import { toHex } from '../bytes.js';
import { isDeviceError } from '../device-error.js';
import { readInfo } from '../token-info.js';
import { cutMark, isTold } from './cut.js';
import { cutSerial } from './cut-serial.js';

const startOfSerial = 4;
const separatorAndClock = 6;
/** No serial is shorter; what happens to begin like a description with one is a foreign card's answer. */
const anySerial = /^[0-9A-Z]{8,}$/;
const blockHead = '951f701d';
const blockLength = 33;
/** Of the title in a profile's public block. */
const title = { from: 5, to: 21 };
const letterX = 0x78;

/** The description with zeros for the end of the serial and for what follows it; null when it is not laid out as one. */
function cutInfo(data: Uint8Array): string | null {
  try {
    const serial = new TextEncoder().encode(cutSerial(readInfo(data, anySerial).serial));
    const cut = data.slice();
    cut.set(serial, startOfSerial);
    return toHex(cut.fill(0, startOfSerial + serial.length + separatorAndClock));
  } catch (error) {
    if (isDeviceError(error)) return null;
    throw error;
  }
}

/** The public block with an x for each byte of the title, which somebody chose; null when it is none. */
function cutBlock(data: Uint8Array): string | null {
  if (data.length !== blockLength || !toHex(data).startsWith(blockHead)) return null;
  return toHex(data.map((byte, at) => (byte !== 0 && at >= title.from && at < title.to ? letterX : byte)));
}

function cutData(data: Uint8Array, apdu: Uint8Array): string | null {
  const command = isTold(apdu) ? toHex(apdu) : '';
  if (command === '80410000020211' || command === '8041000000') return cutInfo(data);
  if (command.startsWith('804100')) return cutBlock(data);
  return command.startsWith('804b') && data.length === 8 ? toHex(data) : null;
}

/**
 * The line for the answer to `apdu`: the status word always; of the data the description and the public block, with
 * serial and title cut, and the challenge. All other data are cut whole: those of foreign cards may be somebody's.
 */
export function cutAnswer(answer: Uint8Array, apdu: Uint8Array): string {
  if (answer.length <= 2) return toHex(answer);
  const { data } = splitAnswer(answer);
  const statusWord = toHex(answer.subarray(-2));
  const told = cutData(data, apdu);
  return told === null ? `${cutMark('data', data.length)} ${statusWord}` : told + statusWord;
}
