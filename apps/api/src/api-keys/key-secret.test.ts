import { describe, expect, it } from 'vitest';
import { KeyPrints } from '../platform/vault/key-prints.js';
import { bearerOf } from './key-client.js';
import { beginningOf, newKeySecret } from './key-secret.js';

const keyring = (byte: number) => ({ fingerprintKey: () => new Uint8Array(32).fill(byte) });

describe('the secret of a key', () => {
  it('is never the same twice, and is found by its beginning', () => {
    const made = Array.from({ length: 100 }, newKeySecret);
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(100);
    for (const { begins, secret } of made) expect(beginningOf(secret)).toBe(begins);
  });

  it.each([
    '',
    'depot',
    'depot_aaaaaaaa',
    'depot_AAAAAAAA_' + 'x'.repeat(43),
    'depot_aaaaaaaa_' + 'x'.repeat(42),
    `x`.repeat(9999),
  ])('is none where it does not look like one: %s', (text) => {
    expect(beginningOf(text)).toBeNull();
  });

  it('fits its own print alone, by the keyring it was made with', () => {
    const { secret } = newKeySecret();
    const prints = new KeyPrints(keyring(1));
    const print = prints.of(secret);
    expect(prints.fits(secret, print)).toBe(true);
    expect(prints.fits(`${secret}x`, print)).toBe(false);
    expect(prints.fits(secret, null)).toBe(false);
    expect(new KeyPrints(keyring(2)).fits(secret, print)).toBe(false);
  });

  it.each([
    ['Bearer depot_x', 'depot_x'],
    ['bearer   depot_x ', 'depot_x'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Basic depot_x', null],
    ['depot_x', null],
    [undefined, null],
  ])('is read from the header %s', (header, secret) => {
    expect(bearerOf(header)).toBe(secret);
  });
});
