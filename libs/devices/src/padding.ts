/** Padding of ISO/IEC 9797-1 method 2: 80, then zeros up to a multiple of the block. */
const block = 16;

function padTo(length: number, bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** `bytes` 80 00… to a multiple of 16: a whole block more when `bytes` was aligned already. */
export function padAlways(bytes: Uint8Array): Uint8Array {
  return padTo((Math.floor(bytes.length / block) + 1) * block, bytes);
}

/** `bytes` 80 00… to a multiple of 16, or a plain copy when `bytes` was aligned already. */
export function padWhenUnaligned(bytes: Uint8Array): Uint8Array {
  return bytes.length % block === 0 ? bytes.slice() : padAlways(bytes);
}

/** What stood before the last 80 when only zeros follow it (a copy); null when the padding is not there. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const end = padded.findLastIndex((byte) => byte !== 0);
  return end >= 0 && padded[end] === 0x80 ? padded.slice(0, end) : null;
}
