import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a file holds; null for a folder, and for a file that a depot at work has removed since it was listed. */
export function contentOf(path: string): Buffer | null {
  try {
    return statSync(path).isFile() ? readFileSync(path) : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Every file below a folder: the record, its log, the keyring. */
export function bytesIn(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(
    (name) => contentOf(join(folder, name)) ?? [],
  );
}
