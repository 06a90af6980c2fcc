import { open, rm } from 'node:fs/promises';
import { CommandRefused } from '../command.js';

/** Readable by its owner alone. One that is there already is left as it is; one that could not be finished is taken away. */
export async function writeNewFile(
  file: string,
  work: (write: (piece: Uint8Array) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw new CommandRefused(`${file} cannot be made: ${error instanceof Error ? error.message : String(error)}.`);
  });
  try {
    await work((piece) => handle.write(piece));
    await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
    throw error;
  }
}
