import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PassingProblem } from '../http/problem-error.js';
import { EnvironmentKeys } from './key-source/environment-keys.js';
import { KeyringInFile } from './keyring.js';

const now = new Date('2026-11-30T08:00:00Z');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  file = join(folder, 'keyring.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a keyring whose keys are replaced', () => {
  it('seals with the new key, opens with the old one too, and forgets it when told to', () => {
    const ring = KeyringInFile.open(file);
    const old = ring.keyForSealing('2026-W48');
    const made = ring.rotate(now);
    expect(made).toHaveLength(1);
    const fresh = ring.keyForSealing('2026-W48');
    expect(fresh).not.toEqual(old);
    expect(ring.keysForOpening('2026-W48')).toEqual([fresh, old]);
    expect(ring.retiring()?.since).toEqual(now);
    const gone = ring.retire();
    expect(gone).toHaveLength(1);
    expect(gone).not.toEqual(made);
    expect(ring.keysForOpening('2026-W48')).toEqual([fresh]);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(old).toString('base64'));
  });

  it('shows them at once to a replica that has had the file open for long', () => {
    const one = KeyringInFile.open(file);
    one.keyForSealing('2026-W48');
    const two = KeyringInFile.open(file);
    const before = two.keyForSealing('2026-W48');
    one.rotate(now);
    expect(two.keyForSealing('2026-W48')).toEqual(one.keyForSealing('2026-W48'));
    expect(two.keyForSealing('2026-W48')).not.toEqual(before);
    one.retire();
    expect(two.keysForOpening('2026-W48')).toHaveLength(1);
  });

  it('does not replace them a second time while the first ones are still needed', () => {
    const ring = KeyringInFile.open(file);
    ring.keyForSealing('2026-W48');
    ring.rotate(now);
    const fresh = ring.keyForSealing('2026-W48');
    expect(ring.rotate(now)).toBeNull();
    expect(ring.keyForSealing('2026-W48')).toEqual(fresh);
  });

  it('destroys both keys of a window that is destroyed meanwhile', () => {
    const ring = KeyringInFile.open(file);
    ring.keyForSealing('2026-W48');
    ring.rotate(now);
    ring.destroyWindow('2026-W48');
    expect(KeyringInFile.open(file).keysForOpening('2026-W48')).toEqual([]);
  });

  it('keeps the key of fingerprints, without which no destroyed seed would be known again', () => {
    const ring = KeyringInFile.open(file);
    const print = ring.fingerprintKey();
    ring.rotate(now);
    ring.retire();
    expect(KeyringInFile.open(file).fingerprintKey()).toEqual(print);
  });
});

describe('a keyring that is sealed by a key of the environment', () => {
  const one = new Uint8Array(32).fill(1);
  const two = new Uint8Array(32).fill(2);

  it('takes over what lay there in clear, and shows none of it', () => {
    const clear = KeyringInFile.open(file);
    const key = clear.keyForSealing('2026-W48');
    const ring = KeyringInFile.open(file, new EnvironmentKeys([one]));
    expect(ring.keyForOpening('2026-W48')).toEqual(key);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(Buffer.from(key).toString('base64'));
    // A hyphen is in no Base64.
    expect(text).not.toContain('2026-W48');
  });

  it('is refused without its source, with another key, and when it was changed', () => {
    KeyringInFile.open(file, new EnvironmentKeys([one]));
    expect(() => KeyringInFile.open(file)).toThrow(/Set DEPOT_KEY_SOURCE=environment/);
    expect(() => KeyringInFile.open(file, new EnvironmentKeys([two]))).toThrow(/does not hold the key [0-9a-f]{16}/);
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(/("content": "..)(.)/, (_, before, at) => `${String(before)}${at === 'A' ? 'B' : 'A'}`),
    );
    chmodSync(file, 0o600);
    expect(() => KeyringInFile.open(file, new EnvironmentKeys([one]))).toThrow(/cannot be opened by its source/);
  });

  it('is sealed by the next key of the environment once it rotates, and the first is not needed any more', () => {
    const ring = KeyringInFile.open(file, new EnvironmentKeys([one]));
    const print = ring.fingerprintKey();
    const both = KeyringInFile.open(file, new EnvironmentKeys([two, one]));
    both.rotate(now);
    expect(KeyringInFile.open(file, new EnvironmentKeys([two])).fingerprintKey()).toEqual(print);
  });

  it('seals nothing at a replica that cannot read it as it was rotated, and says why; that replica still opens what it could', () => {
    const told: unknown[] = [];
    const behind = KeyringInFile.open(file, new EnvironmentKeys([one]), (error) => told.push(error));
    const old = behind.keyForSealing('2026-W48');
    const ahead = KeyringInFile.open(file, new EnvironmentKeys([two, one]));
    ahead.rotate(now);
    expect(() => behind.keyForSealing('2026-W48')).toThrow(PassingProblem);
    expect(() => behind.keyForSealing('2026-W49')).toThrow(PassingProblem);
    expect(told.map(String)).toEqual(Array(2).fill(expect.stringMatching(/does not hold the key [0-9a-f]{16}/)));
    expect(behind.keysForOpening('2026-W48')).toEqual([old]);
    expect(ahead.keysForOpening('2026-W48')).toEqual([ahead.keyForSealing('2026-W48'), old]);
  });

  it('seals nothing while its file is away, and again once that is back', () => {
    const ring = KeyringInFile.open(file);
    const key = ring.keyForSealing('2026-W48');
    renameSync(file, `${file}.away`);
    expect(() => ring.keyForSealing('2026-W48')).toThrow(PassingProblem);
    renameSync(`${file}.away`, file);
    expect(ring.keyForSealing('2026-W48')).toEqual(key);
  });
});
