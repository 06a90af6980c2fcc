import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';

type Sm4Mode = 'sm4-ecb' | 'sm4-cbc';

const zeroVector = new Uint8Array(16);

function initialVector(mode: Sm4Mode): Uint8Array | null {
  if (!getCiphers().includes(mode)) {
    throw new Error(
      `This Node.js cannot talk to the tokens: its OpenSSL (${process.versions.openssl}) was built ` +
        `without ${mode}. Use an official Node.js build.`,
    );
  }
  return mode === 'sm4-ecb' ? null : zeroVector;
}

/** A copy outside Node's buffers; the buffer itself is wiped, since the key of these tokens is public. */
function moved(output: Buffer): Uint8Array {
  const copy = Uint8Array.from(output);
  output.fill(0);
  return copy;
}

/**
 * SM4 (GB/T 32907-2016) over whole blocks, without padding; the initial vector of CBC is zero.
 * Key 16 bytes, plaintext a multiple of 16. Throws when Node's OpenSSL has no SM4.
 */
export function sm4Encrypt(mode: Sm4Mode, { key, bytes }: { key: Uint8Array; bytes: Uint8Array }): Uint8Array {
  return moved(createCipheriv(mode, key, initialVector(mode)).setAutoPadding(false).update(bytes));
}

/** The inverse of `sm4Encrypt` in ECB mode, which only a virtual token needs. */
export function sm4Decrypt({ key, bytes }: { key: Uint8Array; bytes: Uint8Array }): Uint8Array {
  return moved(createDecipheriv('sm4-ecb', key, initialVector('sm4-ecb')).setAutoPadding(false).update(bytes));
}
