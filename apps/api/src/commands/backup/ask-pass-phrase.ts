import { readBackupPassPhrase } from '../../platform/config/admin-sign-in.js';
import { askHidden } from '../audit/ask-sign-in.js';
import { CommandRefused } from '../command.js';

/** A shorter one could be tried out by whoever has the file. */
const least = 16;

/** Out of the environment, or typed at the terminal without being shown. @throws CommandRefused */
export async function askPassPhrase(
  environment: Readonly<Record<string, string | undefined>>,
  { of, isNew }: { of: string; isNew: boolean },
): Promise<string> {
  const given = readBackupPassPhrase(environment);
  if (given === null && !process.stdin.isTTY) {
    throw new CommandRefused(`${of} wants a pass phrase: set DEPOT_BACKUP_PASS_PHRASE, or run this at a terminal.`);
  }
  const passPhrase = given ?? (await askHidden(`Pass phrase of ${of}: `));
  if (!isNew) return passPhrase;
  if (passPhrase.length < least) {
    throw new CommandRefused(
      `A pass phrase of ${String(least)} characters or more, please: whoever has the file can try them out.`,
    );
  }
  if (given === null && (await askHidden('The same again: ')) !== passPhrase) {
    throw new CommandRefused('The two are not the same.');
  }
  return passPhrase;
}
