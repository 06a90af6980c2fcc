import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { StartRefused } from '../config/config.js';

/** How long one and the same lock may be in the way before its maker counts as dead: far longer than a write takes, with a key in an HSM too. */
const leftBehindAfterMs = 10_000;
const waitMs = 20;

/**
 * One at a time, of all processes on the machine that share a file. The lock is a file beside it that names who holds it.
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
    else if (performance.now() - since > patienceMs) leaveBehind(lock, holder, mine);
    // The writers know no other way to wait: what they are asked for they give at once.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
  }
}

/** False where there is one, which on Windows may be one that is just being taken away. */
function laid(lock: string, mine: string): boolean {
  try {
    writeFileSync(lock, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32')) return false;
    throw new StartRefused(`${lock} cannot be written (${code}). The depot must be able to write into its folder.`);
  }
}

function holderOf(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
}

/** Of several that wait, one takes a dead process's lock away; who finds that it has another's in hand puts that back. */
function leaveBehind(lock: string, holder: string, mine: string): void {
  const aside = `${lock}.${mine}`;
  try {
    renameSync(lock, aside);
    if (holderOf(aside) !== holder) linkSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST', 'EPERM'].includes(codeOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
