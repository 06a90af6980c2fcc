import { expect, it, vi } from 'vitest';
import { codeAt } from './code.js';

vi.mock('otpauth', () => import('otpauth/dist/otpauth.esm.js'));

it('gives the same codes with the library a browser gets', () => {
  const seed = new TextEncoder().encode('12345678901234567890123456789012');
  expect(codeAt(seed.subarray(0, 20), { algorithm: 'SHA1', digits: 6, period: 30 }, 1111111109)).toBe('081804');
  expect(codeAt(seed, { algorithm: 'SHA256', digits: 6, period: 30 }, 1111111109)).toBe('084774');
});
