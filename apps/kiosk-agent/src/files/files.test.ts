import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../station.fixture.js';
import { AppendFile } from './append-file.js';
import { disk, type Disk } from './disk.js';
import { replaceFile, replaceFileSync } from './replace-file.js';
import { WindowsDisk } from './windows-disk.fixture.js';

describe.each<[string, () => Disk]>([
  ['this system', () => disk],
  ['a system like Windows', () => new WindowsDisk()],
])('on %s', (_, makeDisk) => {
  test('a file is replaced in one move, and nothing is left beside it', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'file');
    const on = makeDisk();
    await replaceFile(path, 'first', { on });
    await replaceFile(path, 'second', { on });
    replaceFileSync(path, 'third', { on });
    expect(await readFile(path, 'utf8')).toBe('third');
    expect(await readdir(folder)).toEqual(['file']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('lines are appended after what was there, and found by the next who opens it', async () => {
    const path = join(await temporaryFolder(), 'file');
    const on = makeDisk();
    const first = await AppendFile.replace(path, 'old\n', { on });
    await Promise.all([first.append('one'), first.append('two – ü'), first.append('three')]);
    await first.close();
    const second = await AppendFile.replace(path, await readFile(path, 'utf8'), { on });
    await second.append('four');
    await second.close();
    expect(await readFile(path, 'utf8')).toBe('old\none\ntwo – ü\nthree\nfour\n');
  });
});

test('a line that the disk has no room for leaves nothing behind, on Windows too', async () => {
  const path = join(await temporaryFolder(), 'file');
  const on = new WindowsDisk();
  const file = await AppendFile.replace(path, 'old\n', { on });
  on.room = 5;
  await expect(file.append('a line that is too long')).rejects.toThrow('ENOSPC');
  expect(await readFile(path, 'utf8')).toBe('old\n');
  on.room = 100;
  await file.append('short');
  await file.close();
  expect(await readFile(path, 'utf8')).toBe('old\nshort\n');
});

test('a scanner that is in the way for a moment is waited for, one that stays is not', async () => {
  const path = join(await temporaryFolder(), 'file');
  const on = new WindowsDisk();
  on.scans = 3;
  await replaceFile(path, 'first', { on });
  on.scans = 3;
  replaceFileSync(path, 'second', { on });
  expect(await readFile(path, 'utf8')).toBe('second');
  on.scans = Number.POSITIVE_INFINITY;
  await expect(replaceFile(path, 'third', { on })).rejects.toThrow('EBUSY');
  expect(await readFile(path, 'utf8')).toBe('second');
}, 15_000);

test('elsewhere than on Windows nobody is waited for', async () => {
  const path = join(await temporaryFolder(), 'file');
  let tries = 0;
  const rename = () => {
    tries += 1;
    return Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }));
  };
  await expect(replaceFile(path, 'text', { on: { ...disk, platform: 'linux', rename } })).rejects.toThrow('EACCES');
  expect(tries).toBe(1);
});
