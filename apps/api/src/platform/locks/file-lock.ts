import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { StartRefused } from '../config/config.js';
import { holderOf, layLock, systemCode, takeAwayLock } from './lock-file.js';

/** How long one and the same lock may be in the way before its maker counts as dead: far longer than a write takes, with a key in an HSM too. */
const leftBehindAfterMs = 10_000;
const waitMs = 20;

/**
 * One at a time, of all processes that share a file. The lock is a file beside it that names who holds it.
 * @param work gets what throws where the lock was taken away meanwhile: to be asked before anything is put in place
 * @param patienceMs of whoever waits, for each holder anew
 * @throws StartRefused where no lock can be laid there
 */
export function withFileLock<T>(
  file: string,
  work: (assertHeld: () => void) => T,
  patienceMs: number = leftBehindAfterMs,
): T {
  const lock = `${file}.lock`;
  const mine = randomUUID();
  take(lock, mine, patienceMs);
  const isHeld = (): boolean => holderOf(lock) === mine;
  try {
    return work(() => {
      if (!isHeld()) throw new Error(`${lock} was taken away while ${file} was being changed. Nothing was changed.`);
    });
  } finally {
    if (isHeld()) rmSync(lock, { force: true });
  }
}

function take(lock: string, mine: string, patienceMs: number): void {
  let seen: string | null = null;
  let since = performance.now();
  while (!laid(lock, mine)) {
    const holder = holderOf(lock);
    if (holder === null || holder !== seen) [seen, since] = [holder, performance.now()];
    else if (performance.now() - since > patienceMs) takeAwayLock(lock, holder);
    // Whoever writes waits without yielding: what it is asked for it gives at once.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
  }
}

function laid(lock: string, mine: string): boolean {
  try {
    return layLock(lock, mine);
  } catch (error) {
    const code = systemCode(error);
    throw new StartRefused(`${lock} cannot be written (${code}). The depot must be able to write into its folder.`);
  }
}
