import { readFileSync } from 'node:fs';
import { Misuse } from './options.js';

const newline = 0x0a;
const carriageReturn = 0x0d;

/** The key that a file holds, without the end of its line; null without a file. The caller wipes it. @throws Misuse */
export function readCustomerKey(file: string | null): Uint8Array | null {
  if (file === null) return null;
  const bytes = read(file);
  let length = bytes.length;
  if (bytes[length - 1] === newline) length -= 1;
  if (bytes[length - 1] === carriageReturn) length -= 1;
  const key = Uint8Array.from(bytes.subarray(0, length));
  bytes.fill(0);
  if (key.length < 1 || key.length > 64) throw new Misuse('--customer-key-file holds one key of 1 to 64 bytes.');
  return key;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Misuse('--customer-key-file cannot be read: name a file that you may read.');
  }
}
