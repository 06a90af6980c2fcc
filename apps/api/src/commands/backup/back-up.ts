import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { protect, readPublicKey } from '../../backup/protection.js';
import type { Protection } from '../../backup/protection.js';
import { takeBackup } from '../../backup/take-backup.js';
import { readConfig } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import { openDatabaseAsItIs } from '../../platform/database/database.js';
import { isKeyring } from '../../platform/vault/keyring-file.js';
import { CommandRefused } from '../command.js';
import type { Command, CommandContext } from '../command.js';
import { whyNoDepotAt } from '../audit/api-source.js';
import { addressOf, authority } from '../audit/choose-depot.js';
import { askRunningDepot, depotOptions } from '../vault/running-depot.js';
import { askPassPhrase } from './ask-pass-phrase.js';
import { atTheCommandLine } from './at-the-command-line.js';
import { writeNewFile } from './new-file.js';
import { orBackupRefused } from './or-backup-refused.js';

type Environment = CommandContext['environment'];

interface Asked {
  readonly url?: string;
  readonly ca?: string;
  readonly to?: string;
  readonly reason?: string;
}

export const backUp: Command = {
  words: ['backup'],
  takes: 'FILE --reason TEXT [--to PUBLIC-KEY] [--url ADDRESS] [--ca FILE] | --keyring FILE [--to PUBLIC-KEY]',
  about:
    'Writes the record to a file, encrypted with a pass phrase or to a PGP key. The keyring goes into a file of its own, never into the same.',
  async run(args, { environment, print }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { keyring: { type: 'string' }, to: { type: 'string' }, reason: { type: 'string' }, ...depotOptions },
      allowPositionals: true,
    });
    const { keyring, ...asked } = values;
    const [file, ...more] = positionals;
    if (keyring !== undefined) {
      if (positionals.length > 0) {
        throw new CommandRefused(
          'Record and keyring are backed up one at a time, and kept in two places: together they open every seed.',
        );
      }
      await orBackupRefused(() => backUpKeyring(environment, keyring, asked));
      print(`The keyring is in ${keyring}. Keep it apart from backups of the record: together they open every seed.`);
      return 0;
    }
    if (file === undefined || more.length > 0) throw new CommandRefused('Name one file to write the backup to.');
    await orBackupRefused(() => backUpRecord(environment, file, asked));
    print(
      `The record is in ${file}, without its keys: back up the keyring apart (--keyring), and the list of destructions.`,
    );
    return 0;
  },
};

async function backUpRecord(environment: Environment, file: string, asked: Asked): Promise<void> {
  const reason = asked.reason?.trim() ?? '';
  if (reason === '') throw new CommandRefused('Say why, with --reason: it goes on the record.');
  const config = readConfig(environment);
  const isDirect = asked.url === undefined && config.databaseUrl !== null;
  if (!isDirect && (asked.url !== undefined || (await isRunning(environment)))) {
    await backUpRunning(environment, file, { ...asked, reason });
    return;
  }
  const pools = await connect(config);
  try {
    const db = await openDatabaseAsItIs(pools);
    const protection = await protectionOf(environment, file, asked.to);
    const about = { actor: atTheCommandLine(), reason, now: new Date(), protection };
    await writeNewFile(file, (write) => takeBackup(db, about, write));
  } finally {
    await pools.close();
  }
}

/** The depot encrypts it: nothing of the record comes over in clear. */
async function backUpRunning(environment: Environment, file: string, asked: Asked & { reason: string }): Promise<void> {
  const { reason, to } = asked;
  const how =
    to === undefined
      ? { passPhrase: await askPassPhrase(environment, { of: file, isNew: true }) }
      : { publicKey: readKeyFile(to) };
  const depot = await askRunningDepot(environment, asked);
  try {
    await writeNewFile(file, async (write) => {
      const answer = await depot.post('backup', { reason, ...how }, { takesLong: true });
      let length = 0;
      try {
        for await (const piece of answer as AsyncIterable<Uint8Array>) {
          length += piece.length;
          await write(piece);
        }
      } catch {
        throw new CommandRefused('The depot stopped answering before the backup was whole. Try again.');
      }
      if (length !== Number(answer.headers['content-length'])) {
        throw new CommandRefused('The depot stopped before the backup was whole. Try again.');
      }
    });
  } finally {
    await depot.close();
  }
}

async function isRunning(environment: Environment): Promise<boolean> {
  const config = readConfig(environment);
  const line = { url: addressOf(config), ca: authority({ url: undefined, ca: undefined }, config) };
  return (await whyNoDepotAt(line)) === null;
}

/** As the file lies there: sealed, where its source seals it. */
async function backUpKeyring(environment: Environment, file: string, { to }: Asked): Promise<void> {
  const { keyringFile } = readConfig(environment);
  const text = readText(keyringFile);
  if (text === null || !isKeyring(text)) {
    throw new CommandRefused(
      `${keyringFile} is no keyring. Set DEPOT_KEYRING or DEPOT_DATA; this is done where the depot runs.`,
    );
  }
  const protection = await protectionOf(environment, file, to);
  await writeNewFile(file, async (write) => {
    for await (const piece of await protect(one(Buffer.from(text)), protection)) await write(piece as Uint8Array);
  });
}

async function* one(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(piece);
}

async function protectionOf(environment: Environment, file: string, to: string | undefined): Promise<Protection> {
  if (to !== undefined) return { kind: 'public-key', key: await readPublicKey(readKeyFile(to)) };
  return { kind: 'pass-phrase', passPhrase: await askPassPhrase(environment, { of: file, isNew: true }) };
}

function readKeyFile(file: string): string {
  const text = readText(file);
  if (text === null) throw new CommandRefused(`--to ${file} cannot be read: name the file of a PGP public key.`);
  return text;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
