import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../config/config.js';

/**
 * Holds a data folder for this process. PGlite has no lock of its own: a second process that opens the
 * folder corrupts it. The lock is a file with the owner's pid, made exclusively; one whose owner is gone is taken over.
 * @throws StartRefused when another live process holds the folder.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'depot.lock');
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return {
        release: () => {
          rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
    }
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner !== process.pid && isAlive(owner)) {
      throw new StartRefused(
        `Another depot (process ${String(owner)}) is using ${folder}. Use that one, stop it first, or set DEPOT_DATA to another folder.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new StartRefused(`The data folder ${folder} cannot be locked: ${file} comes back by itself.`);
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
