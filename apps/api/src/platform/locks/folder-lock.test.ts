import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.js';
import { takeAwayLock } from './lock-file.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-lock-'));
  file = join(folder, 'depot.lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('holds a folder in the name of this process, and lets go of it', () => {
  const lock = lockFolder(folder);
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

it('refuses a folder that another process holds, and says which', () => {
  writeFileSync(file, String(process.ppid));
  expect(() => lockFolder(folder)).toThrow(new RegExp(`process ${String(process.ppid)}\\) is using`));
  expect(readFileSync(file, 'utf8')).toBe(String(process.ppid));
});

it('takes over what a process left that is gone, with its name or before it had written that', () => {
  const gone = spawnSync(process.execPath, ['--version']).pid;
  for (const left of [String(gone), '']) {
    writeFileSync(file, left);
    lockFolder(folder);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    expect(readdirSync(folder)).toEqual(['depot.lock']);
  }
});

it('leaves a lock that somebody else has laid since the dead one was looked at', () => {
  writeFileSync(file, 'alive');
  takeAwayLock(file, 'dead');
  expect(readdirSync(folder)).toEqual(['depot.lock']);
  expect(readFileSync(file, 'utf8')).toBe('alive');
  takeAwayLock(file, 'alive');
  expect(readdirSync(folder)).toEqual([]);
});
