import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { KeyringInFile } from '@depot/api/keyring';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'shared-keyring-'));
const file = join(folder, 'keyring.json');
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Makes one window's key after another and says each, once it has it. */
const replica = `
  import { KeyringInFile } from '@depot/api/keyring';
  const [file, name, count] = process.argv.slice(1);
  const ring = KeyringInFile.open(file);
  for (let at = 0; at < Number(count); at += 1) {
    const window = name + ' ' + at;
    console.log(window + '=' + Buffer.from(ring.keyForSealing(window)).toString('hex'));
  }`;

async function run(name: string, count: number, killAfter?: number): Promise<string[]> {
  const args = ['--input-type=module', '--eval', replica, file, name, String(count)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === killAfter) child.kill('SIGKILL');
  }
  return said;
}

it('a keyring that replicas write at once, one of which is killed in the midst of it, loses no key that any of them was given', async () => {
  KeyringInFile.open(file);
  const all = await Promise.all([
    ...['one', 'two', 'three'].map((name) => run(name, 60)),
    // Killed while it writes: what it held at that moment is in the others' way for a while.
    run('killed', 1000, randomInt(5, 15)),
  ]);
  expect(all.slice(0, 3).map(({ length }) => length)).toEqual([60, 60, 60]);
  const ring = KeyringInFile.open(file);
  const lost = all.flat().filter((line) => {
    const [window = '', key] = line.split('=');
    return Buffer.from(ring.keyForOpening(window) ?? []).toString('hex') !== key;
  });
  expect(lost).toEqual([]);
}, 120_000);
