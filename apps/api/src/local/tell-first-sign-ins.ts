import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FirstSignIn } from './first-people.js';

/** In the data folder, where nobody watched the first start. */
const firstSignInsFile = 'first-sign-ins.txt';

/**
 * The one time the first passwords are told; the record keeps hashes. To whoever started the depot in a terminal, or by `npm start`, on
 * standard error; a service's output ends in a log that others read, so there they go into a file (mode 0600).
 * @returns the file's path, or null where somebody watched
 */
export function tellFirstSignIns(
  signIns: readonly FirstSignIn[],
  { watched, dataFolder }: { watched: boolean; dataFolder: string },
): string | null {
  if (signIns.length === 0) return null;
  const lines = signIns.map(({ name, password }) => `  ${name.padEnd(10)} ${password}\n`).join('');
  if (watched) {
    process.stderr.write(`First start. One person for each role; these passwords are shown this once:\n\n${lines}\n`);
    return null;
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, firstSignInsFile);
  writeFileSync(file, `One person for each role. Change these passwords, and delete this file.\n\n${lines}`, {
    flag: 'w',
    mode: 0o600,
  });
  return file;
}
