import { StartRefused } from '../platform/config/config.js';
import { readEnvironment } from '../platform/config/environment.js';
import { exportRecord } from './audit/export-record.js';
import { verifyRecord } from './audit/verify-record.js';
import { CommandRefused } from './command.js';
import { runCommand } from './run-command.js';
import { backUp } from './backup/back-up.js';
import { restore } from './backup/restore.js';
import { selfSigned } from './tls/self-signed.js';
import { proveDestroyed } from './vault/prove-destroyed.js';
import { rotateKeys } from './vault/rotate-keys.js';

const commands = [verifyRecord, exportRecord, selfSigned, proveDestroyed, rotateKeys, backUp, restore];

/** For whoever asks by exit code: nothing was found wrong or right, because it could not be looked at. */
const couldNot = 2;

try {
  process.exitCode = await runCommand(commands, process.argv.slice(2), {
    environment: readEnvironment(),
    print: (line) => {
      console.log(line);
    },
  });
} catch (error) {
  process.exitCode = couldNot;
  if (error instanceof CommandRefused || error instanceof StartRefused) console.error(error.message);
  else console.error(error);
}
