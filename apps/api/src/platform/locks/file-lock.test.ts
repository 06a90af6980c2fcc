import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withFileLock } from './file-lock.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-lock-'));
  file = join(folder, 'keyring.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('is there while the work is done, and gone after it, whether it came to an end or threw', () => {
  expect(withFileLock(file, () => readdirSync(folder))).toEqual(['keyring.json.lock']);
  const fail = () =>
    withFileLock(file, () => {
      throw new Error('as it happens');
    });
  expect(fail).toThrow('as it happens');
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['what a dead process left', 'somebody'],
  ['what one left that died before it had written its name', ''],
])('is taken away where it is %s', (_what, holder) => {
  writeFileSync(`${file}.lock`, holder);
  const before = performance.now();
  expect(withFileLock(file, () => 'done', 100)).toBe('done');
  expect(performance.now() - before).toBeGreaterThanOrEqual(100);
  expect(readdirSync(folder)).toEqual([]);
});

it('that was taken away by somebody else stops the work before anything is put in place, and leaves theirs', () => {
  const work = () =>
    withFileLock(file, (assertHeld) => {
      assertHeld();
      writeFileSync(`${file}.lock`, 'somebody else');
      assertHeld();
    });
  expect(work).toThrow(/taken away .+ Nothing was changed/);
  expect(readFileSync(`${file}.lock`, 'utf8')).toBe('somebody else');
});

it('says so where it cannot be laid', () => {
  const nowhere = join(folder, 'nowhere', 'keyring.json');
  expect(() => withFileLock(nowhere, () => 'done')).toThrow(/cannot be written \(ENOENT\)/);
});
