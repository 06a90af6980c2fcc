import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { disk, type Disk } from './disk.js';
import { renameOver, renameOverSync } from './rename.js';

const draftOf = (path: string) => `${path}.new`;

/**
 * Puts `text` in the place of a file in one move, readable by its owner alone, and on the disk when this resolves.
 * Windows has no such modes: there a file is as private as the folder it lies in.
 */
export async function replaceFile(path: string, text: string, { on = disk }: { on?: Disk } = {}): Promise<void> {
  const draft = draftOf(path);
  const file = await on.open(draft, 'w', 0o600);
  try {
    // A draft left over from a crash keeps its mode through 'w'.
    await file.chmod(0o600);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await renameOver(draft, { to: path, on });
  await syncFolder(dirname(path), on);
}

/** In one move too, but not on the disk yet: it survives the death of this program, and no power cut. */
export function replaceFileSync(path: string, text: string, { on = disk }: { on?: Disk } = {}): void {
  writeFileSync(draftOf(path), text, { mode: 0o600 });
  renameOverSync(draftOf(path), { to: path, on });
}

/** A new name survives a power cut once its folder is synced. Windows has no such call, and needs none. */
async function syncFolder(path: string, on: Disk): Promise<void> {
  if (on.platform === 'win32') return;
  const folder = await on.open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
