import { createHash } from 'node:crypto';
import { joined } from '../bytes.js';

/** `length` random bytes, fresh at each call. `randomBytes` of `node:crypto` is one. */
export type RandomBytes = (length: number) => Uint8Array;

/** Bytes that look random and are the same for the same `name` at every run: for tests and demonstrations only. */
export function repeatableBytes(name: string): RandomBytes {
  let block = 0;
  let pool = new Uint8Array(0);
  return (length) => {
    while (pool.length < length) {
      const next = createHash('sha256').update(`${name}/${block}`).digest();
      pool = new Uint8Array(joined(pool, next));
      block += 1;
    }
    const bytes = pool.slice(0, length);
    pool = pool.slice(length);
    return bytes;
  };
}

/** A whole number from 0 to `below` - 1, where `below` is at most 2^32. The bias is of no matter to toys. */
export function randomBelow(random: RandomBytes, below: number): number {
  const bytes = Uint8Array.from(random(4));
  return new DataView(bytes.buffer).getUint32(0) % below;
}
