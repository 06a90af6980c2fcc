import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../config/config.js';
import { holderOf, layLock, systemCode, takeAwayLock } from './lock-file.js';

/** Whoever has made a lock writes its name in the next moment; after so many looks it never will. */
const looksAtNoName = 50;
const betweenLooksMs = 20;

/**
 * Holds a data folder for this process. PGlite has no lock of its own: a second process that opens the
 * folder corrupts it. The lock is a file with the owner's pid, made exclusively; one whose owner is gone is taken over.
 * @throws StartRefused when another live process holds the folder.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'depot.lock');
  const mine = String(process.pid);
  for (let tries = 0; tries < 3; tries += 1) {
    if (layLock(file, mine)) {
      return {
        release: () => {
          rmSync(file, { force: true });
        },
      };
    }
    const holder = nameIn(file);
    if (holder === null) continue;
    if (holder !== mine && isAlive(Number(holder))) {
      throw new StartRefused(
        `Another depot (process ${holder}) is using ${folder}. Use that one, stop it first, or set DEPOT_DATA to another folder.`,
      );
    }
    takeAwayLock(file, holder);
  }
  throw new StartRefused(`The data folder ${folder} cannot be locked: ${file} comes back by itself.`);
}

function nameIn(file: string): string | null {
  for (let looks = 0; looks < looksAtNoName && holderOf(file) === ''; looks += 1) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenLooksMs);
  }
  return holderOf(file);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
