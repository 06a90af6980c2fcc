import { createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { readChain } from '../../audit/export/read-chain.js';
import { checkChain } from '../../audit/verify/check-chain.js';
import { listDestructions, readDestructions } from '../../backup/destruction-list.js';
import type { Destruction } from '../../backup/destruction-list.js';
import { BackupRefused, readOpener, unprotect } from '../../backup/protection.js';
import type { Opener } from '../../backup/protection.js';
import { checkBackup } from '../../backup/read-backup.js';
import { restoreRecord } from '../../backup/restore-record.js';
import type { Restored } from '../../backup/restore-record.js';
import { readBackupPassPhrase } from '../../platform/config/admin-sign-in.js';
import { readConfig } from '../../platform/config/config.js';
import type { Config } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import type { Pools } from '../../platform/database/connect.js';
import { openDatabaseAsItIs } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isKeyring } from '../../platform/vault/keyring-file.js';
import { verdictText } from '../audit/verdict-text.js';
import { CommandRefused } from '../command.js';
import type { Command, CommandContext } from '../command.js';
import { askPassPhrase } from './ask-pass-phrase.js';
import { atTheCommandLine } from './at-the-command-line.js';
import { writeNewFile } from './new-file.js';
import { orBackupRefused } from './or-backup-refused.js';

/** Ends with 1 where the record was restored and its chain is broken: so it was when the backup was made. */
export const restore: Command = {
  words: ['restore'],
  takes: 'FILE (--destructions LIST | --without-destructions) [--key FILE] [--check] | --keyring FILE [--key FILE]',
  about:
    'Restores a backup into an empty database or data folder, and destroys again what was destroyed since. --check only reads it to its end.',
  async run(args, { environment, print }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        keyring: { type: 'string' },
        key: { type: 'string' },
        destructions: { type: 'string' },
        'without-destructions': { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const file = values.keyring ?? positionals[0];
    if (file === undefined || positionals.length > (values.keyring === undefined ? 1 : 0)) {
      throw new CommandRefused('Name one backup to restore: of the record, or with --keyring of the keyring.');
    }
    const config = readConfig(environment);
    return orBackupRefused(async () => {
      if (values.keyring !== undefined) {
        await restoreKeyring(config, file, await openerOf(environment, file, values.key));
        print(`The keyring is in ${config.keyringFile}.`);
        return 0;
      }
      const destructions = values.check ? [] : chooseList(values.destructions, values['without-destructions']);
      const opener = await openerOf(environment, file, values.key);
      if (values.check) {
        const { header, rows } = await checkBackup(file, opener);
        print(`${file} is whole: ${String(rows)} rows, taken ${header.taken}, head ${head(header.head)}.`);
        return 0;
      }
      return restoreTo(config, { file, opener, destructions }, print);
    });
  },
};

async function restoreTo(
  config: Config,
  given: { file: string; opener: Opener; destructions: readonly Destruction[] },
  print: (line: string) => void,
): Promise<number> {
  // Before a place for it is opened, which would make one.
  const checked = await checkBackup(given.file, given.opener);
  const pools = await connect(config);
  try {
    const restored = await restoreRecord(pools, { ...given, checked, actor: atTheCommandLine() });
    print(restoredText(given.file, restored));
    return await check(pools, config, print);
  } finally {
    await pools.close();
  }
}

/** The list of the new place, and the chain. */
async function check(pools: Pools, config: Config, print: (line: string) => void): Promise<number> {
  const db = await openDatabaseAsItIs(pools);
  await listDestructions(new UnitOfWork(db), config.destructionsFile);
  const verdict = await checkChain(readChain(db, new Date()), { head: undefined });
  print(verdictText(verdict, 'the restored record'));
  return verdict.whole ? 0 : 1;
}

function restoredText(file: string, { header, rows, replayed }: Restored): string {
  return [
    `${file}, taken ${header.taken}, is restored: ${String(rows)} rows.`,
    `Destroyed again: ${String(replayed.seeds)} seeds, ${String(replayed.files)} seed files. Everybody signs in anew.`,
  ].join('\n');
}

/** Without it a destroyed seed would come back: it must be said that there is none. */
function chooseList(file: string | undefined, without: boolean): readonly Destruction[] {
  if ((file === undefined) !== without) {
    throw new CommandRefused(
      'Say where the list of destructions is: --destructions LIST (the depot kept it in DEPOT_DESTRUCTIONS, and goes on with it). If it is lost, --without-destructions restores all the same: seeds destroyed since the backup then come back.',
    );
  }
  if (file === undefined) return [];
  const list = readDestructions(file);
  if (list === null) throw new CommandRefused(`The list of destructions ${file} is not there.`);
  if (typeof list === 'number')
    throw new CommandRefused(`${file} is no list of destructions: see its line ${String(list)}.`);
  return list;
}

async function restoreKeyring({ keyringFile }: Config, file: string, opener: Opener): Promise<void> {
  if (existsSync(keyringFile)) throw new CommandRefused(`${keyringFile} is there already, and is left as it is.`);
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of unprotect(createReadStream(file), opener)) pieces.push(piece);
  } catch (error) {
    if (error instanceof BackupRefused)
      throw new BackupRefused(`${file} is refused. ${error.message} Nothing was touched.`);
    throw error;
  }
  const text = Buffer.concat(pieces);
  if (!isKeyring(text.toString('utf8')))
    throw new CommandRefused(`${file} is no backup of a keyring. Nothing was touched.`);
  mkdirSync(dirname(keyringFile), { recursive: true, mode: 0o700 });
  await writeNewFile(keyringFile, async (write) => {
    await write(text);
  });
}

async function openerOf(
  environment: CommandContext['environment'],
  file: string,
  key: string | undefined,
): Promise<Opener> {
  if (!existsSync(file)) throw new CommandRefused(`${file} is not there.`);
  if (key === undefined)
    return { kind: 'pass-phrase', passPhrase: await askPassPhrase(environment, { of: file, isNew: false }) };
  if (!existsSync(key)) throw new CommandRefused(`--key ${key} is not there.`);
  return readOpener(readFileSync(key, 'utf8'), readBackupPassPhrase(environment));
}

function head({ seq, hash }: { seq: number; hash: string }): string {
  return `${String(seq)}:${hash}`;
}
