import { renameSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import process from 'node:process';

/** What our files need of the system they lie on. A test puts a pickier one in its place. */
export interface Disk {
  readonly platform: NodeJS.Platform;
  open(path: string, flags: string, mode?: number): Promise<FileHandle>;
  rename(from: string, to: string): Promise<void>;
  renameSync(from: string, to: string): void;
}

export const disk: Disk = { platform: process.platform, open, rename, renameSync };
