import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Lays a file that is there while somebody holds something, and says who. False where it is there already, which on Windows may mean that it is just being taken away. @throws what else the system says */
export function layLock(path: string, holder: string): boolean {
  try {
    writeFileSync(path, holder, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32')) return false;
    throw error;
  }
}

/** Null where it is not there; empty for the moment between its making and its maker's name. */
export function holderOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Takes a dead holder's lock away. Of several that do so at once one has it in hand, and another may have the lock that was laid in its place: that one
 * is put back.
 */
export function takeAwayLock(path: string, holder: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    const found = holderOf(aside);
    if (found !== null && found !== holder) layLock(path, found);
  } catch (error) {
    if (!['ENOENT', 'EPERM'].includes(systemCode(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** `ENOENT` and the like; empty where it is no error of the system. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
