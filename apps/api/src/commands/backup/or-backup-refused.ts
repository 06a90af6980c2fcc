import { BackupRefused } from '../../backup/protection.js';
import { CommandRefused } from '../command.js';

/** What a backup is refused for is the sentence for whoever typed the command. */
export async function orBackupRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
