import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

/** Puts `text` in the place of a file in one move, readable by its owner alone, and on the disk when this resolves. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    // A draft left over from a crash keeps its mode through 'w'.
    await file.chmod(0o600);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** A new name survives a power cut once its folder is synced. Windows has no such call, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
