import { stat, type FileHandle } from 'node:fs/promises';
import { disk, type Disk } from './disk.js';

function refused(code: 'EPERM' | 'EBUSY'): Error {
  return Object.assign(new Error(`${code}: refused as Windows refuses it`), { code });
}

/**
 * This disk, as picky as Windows: nobody opens a folder, replaces a file that is open, or cuts one short that was opened
 * for appending (nodejs/node#3177).
 */
export class WindowsDisk implements Disk {
  readonly platform = 'win32';
  /** How often a scanner is still in the way. */
  scans = 0;
  /** Bytes that still fit; then a write is cut off, and the next one fails. */
  room = Number.POSITIVE_INFINITY;
  readonly #open = new Map<FileHandle, string>();

  async open(path: string, flags: string, mode?: number): Promise<FileHandle> {
    if ((await stat(path).catch(() => null))?.isDirectory() === true) throw refused('EPERM');
    const file = await disk.open(path, flags, mode);
    this.#open.set(file, path);
    const close = file.close.bind(file);
    file.close = () => {
      this.#open.delete(file);
      return close();
    };
    if (flags.startsWith('a')) file.truncate = () => Promise.reject(refused('EPERM'));
    const write = file.write.bind(file) as (bytes: Uint8Array, ...rest: number[]) => Promise<{ bytesWritten: number }>;
    Object.assign(file, {
      write: (bytes: Uint8Array, from: number, length: number, position: number) => {
        if (this.room === 0) return Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
        const fits = Math.min(length, this.room);
        this.room -= fits;
        return write(bytes, from, fits, position);
      },
    });
    return file;
  }

  async rename(from: string, to: string): Promise<void> {
    this.#refuse(from, to);
    await disk.rename(from, to);
  }

  renameSync(from: string, to: string): void {
    this.#refuse(from, to);
    disk.renameSync(from, to);
  }

  #refuse(...paths: string[]): void {
    if (paths.some((path) => [...this.#open.values()].includes(path))) throw refused('EPERM');
    if (this.scans === 0) return;
    this.scans -= 1;
    throw refused('EBUSY');
  }
}
