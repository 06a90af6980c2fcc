import { setTimeout as pause } from 'node:timers/promises';
import { type Disk } from './disk.js';

/** Milliseconds between tries, five seconds in all. */
const pauses = [10, 20, 40, 80, 160, 320, 640, 1280, 2560];

/** On Windows a virus scanner or an indexer that has just opened a file keeps others from replacing it, for a moment. */
function isPassing(error: unknown, { platform }: Disk): boolean {
  if (platform !== 'win32' || !(error instanceof Error) || !('code' in error)) return false;
  return ['EPERM', 'EACCES', 'EBUSY'].includes(String(error.code));
}

/** Moves a file over another one; where somebody is in the way for a moment, waits for them. */
export async function renameOver(from: string, { to, on }: { to: string; on: Disk }): Promise<void> {
  for (const milliseconds of pauses) {
    try {
      await on.rename(from, to);
      return;
    } catch (error) {
      if (!isPassing(error, on)) throw error;
      await pause(milliseconds);
    }
  }
  await on.rename(from, to);
}

/** Likewise, without letting go of the event loop. */
export function renameOverSync(from: string, { to, on }: { to: string; on: Disk }): void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (const milliseconds of pauses) {
    try {
      on.renameSync(from, to);
      return;
    } catch (error) {
      if (!isPassing(error, on)) throw error;
      Atomics.wait(never, 0, 0, milliseconds);
    }
  }
  on.renameSync(from, to);
}
