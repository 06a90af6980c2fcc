import { inspect } from 'node:util';
import { mkdtempSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClientCredential } from './client-credential.js';
import { CustomerKey } from './customer-key.js';
import { closingOf, fileWindow, isClosed, sealingWindow, survivorsWindow } from './escrow-window.js';
import { KeyringInFile } from './keyring.js';
import { fingerprint, open, seal } from './sealing.js';
import { Seed } from './seed.js';
import { Vault } from './vault.js';

const bytes = Uint8Array.from({ length: 20 }, (_, at) => at + 1);

describe.each([
  ['a seed', Seed],
  ['a customer key', CustomerKey],
  ['a client credential', ClientCredential],
])('%s', (_, Secret) => {
  it('does not print itself', () => {
    const seed = new Secret(bytes.slice());
    expect(
      [String(seed), JSON.stringify({ seed }), inspect({ deep: { seed } }), inspect(seed, { showHidden: true })].join(),
    ).not.toMatch(/1, ?2|0102|AEBAG/i);
  });

  it('is gone after wiping', () => {
    const seed = new Secret(bytes.slice());
    seed.wipe();
    expect(seed.expose().every((byte) => byte === 0)).toBe(true);
  });
});

describe('a drawn seed', () => {
  it.each([
    ['SHA1', 20],
    ['SHA256', 32],
  ] as const)('for %s has %i bytes, as many as its codes are made of', (algorithm, length) => {
    const folder = mkdtempSync(join(tmpdir(), 'keyring-'));
    const vault = new Vault(KeyringInFile.open(join(folder, 'keyring.json')), () => new Date());
    expect(vault.draw(algorithm).expose()).toHaveLength(length);
    rmSync(folder, { recursive: true });
  });
});

describe('sealing', () => {
  const key = new Uint8Array(32).fill(7);

  it('opens what it sealed', () => {
    expect([...open(key, seal(key, bytes, 'a'), 'a')]).toEqual([...bytes]);
  });

  it('refuses another row’s associated data, another key and a changed byte', () => {
    const box = seal(key, bytes, 'a');
    const changed = Uint8Array.from(box, (byte, at) => (at === 15 ? byte ^ 1 : byte));
    expect(() => open(key, box, 'b')).toThrow();
    expect(() => open(new Uint8Array(32), box, 'a')).toThrow();
    expect(() => open(key, changed, 'a')).toThrow();
  });

  it('gives equal seeds equal fingerprints, zero padding aside, and others other ones', () => {
    const padded = new Uint8Array(32);
    padded.set(bytes);
    expect(fingerprint(key, padded)).toEqual(fingerprint(key, bytes));
    expect(fingerprint(key, bytes.slice(1))).not.toEqual(fingerprint(key, bytes));
    expect(fingerprint(new Uint8Array(32), bytes)).not.toEqual(fingerprint(key, bytes));
  });
});

describe('the keyring', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made for its owner alone and keeps its keys', () => {
    const file = join(folder, 'sub', 'keyring.json');
    const made = KeyringInFile.open(file).keyForSealing('2026-W47');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(KeyringInFile.open(file).keyForOpening('2026-W47')).toEqual(made);
  });

  it('shares new keys between two that have the file open', () => {
    const file = join(folder, 'keyring.json');
    const one = KeyringInFile.open(file);
    const two = KeyringInFile.open(file);
    const first = one.keyForSealing('2026-W01');
    const second = two.keyForSealing('2026-W02');
    expect(two.keyForOpening('2026-W01')).toEqual(first);
    expect(one.keyForOpening('2026-W02')).toEqual(second);
  });

  it('destroys a window’s key', () => {
    const ring = KeyringInFile.open(join(folder, 'keyring.json'));
    ring.keyForSealing('2026-W01');
    ring.destroyWindow('2026-W01');
    expect(ring.keyForOpening('2026-W01')).toBeNull();
  });

  it('refuses a file that others may read, and one that is no keyring, without quoting it', () => {
    const file = join(folder, 'keyring.json');
    KeyringInFile.open(file);
    chmodSync(file, 0o644);
    expect(() => KeyringInFile.open(file)).toThrow(/chmod 600/);
    writeFileSync(file, '{"secret":"c2VjcmV0"}');
    chmodSync(file, 0o600);
    expect(() => KeyringInFile.open(file)).toThrow(/not a keyring/);
    expect(() => KeyringInFile.open(file)).not.toThrow(/c2VjcmV0/);
  });
});

describe('windows', () => {
  const at = new Date('2026-11-30T07:59:59Z');

  it('are a day for what comes in, an hour for what was moved, and files have their own', () => {
    expect([sealingWindow(at), survivorsWindow(at), fileWindow(at)]).toEqual([
      '2026-11-30',
      '2026-11-30T07',
      'files-2026-11-30',
    ]);
  });

  it.each([
    ['2026-11-30', '2026-12-01T01:00:00.000Z'],
    ['2026-11-30T07', '2026-11-30T09:00:00.000Z'],
    ['files-2026-11-30', '2026-12-01T01:00:00.000Z'],
    ['2026-W48', '2026-12-01T00:00:00.000Z'],
    ['2026-W53', '2027-01-05T00:00:00.000Z'],
    ['2026-W01', '2026-01-06T00:00:00.000Z'],
  ])('%s closes an hour after its end, a week of old a day after', (id, closing) => {
    expect(closingOf(id)?.toISOString()).toBe(closing);
    expect(isClosed(id, new Date(closing))).toBe(true);
    expect(isClosed(id, new Date(Date.parse(closing) - 1))).toBe(false);
  });

  it('one that is no time never closes', () => {
    expect(isClosed('keyring', new Date('2126-01-01T00:00:00Z'))).toBe(false);
  });
});
