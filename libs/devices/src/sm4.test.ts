import { expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.js';
import { sm4Decrypt, sm4Encrypt } from './sm4.js';

const key = fromHex('0123456789abcdeffedcba9876543210');

// GB/T 32907-2016, appendix A.1; also token2/openT2OTP firmware/test/kat.c.
test('SM4 gives the known answer of its standard', () => {
  expect(toHex(sm4Encrypt('sm4-ecb', { key, bytes: key }))).toBe('681edf34d206965e86b3e94f536e4246');
});

test('decryption is the inverse of encryption', () => {
  const bytes = fromHex('681edf34d206965e86b3e94f536e4246');
  expect(toHex(sm4Decrypt({ key, bytes }))).toBe('0123456789abcdeffedcba9876543210');
});

test('blocks are not padded and must be whole', () => {
  expect(sm4Encrypt('sm4-cbc', { key, bytes: new Uint8Array(48) })).toHaveLength(48);
  expect(sm4Encrypt('sm4-ecb', { key, bytes: new Uint8Array(16) })).toHaveLength(16);
});
