import { recordEvents } from '../audit/record-event.js';
import type { Actor } from '../audit/actor.js';
import { chainAllPending } from '../audit/sequencer.js';
import type { Pools } from '../platform/database/connect.js';
import { holdsAnything, migrationNames, openDatabase } from '../platform/database/database.js';
import type { BackupHeader } from './backup-lines.js';
import type { Destruction } from './destruction-list.js';
import { loadRecord } from './load-record.js';
import { BackupRefused } from './protection.js';
import { readBackup } from './read-backup.js';
import type { BackedUpRow, CheckedBackup } from './read-backup.js';
import type { Opener } from './protection.js';
import { replayDestructions } from './replay-destructions.js';
import type { Replayed } from './replay-destructions.js';

export interface Restored {
  readonly header: BackupHeader;
  readonly rows: number;
  readonly replayed: Replayed;
}

export interface RestoreAsked {
  readonly file: string;
  readonly opener: Opener;
  /** What `checkBackup` said of it. */
  readonly checked: CheckedBackup;
  readonly destructions: readonly Destruction[];
  readonly actor: Actor;
}

/**
 * Restores a backup, which was read to its end before, into an empty place: row by row into one transaction,
 * in which destructions are replayed before anybody can see the record. Whoever was signed in then is not any more.
 * @throws BackupRefused
 */
export async function restoreRecord(
  pools: Pools,
  { file, opener, checked, destructions, actor }: RestoreAsked,
): Promise<Restored> {
  const { header, rows } = checked;
  if (header.migrations.some((name, at) => name !== migrationNames[at])) {
    throw new BackupRefused(
      `${file} was made by a later version of this program, or another: restore it with that one. Nothing was touched.`,
    );
  }
  if (await holdsAnything(pools)) {
    throw new BackupRefused(
      'There is a record in that place already, and a restore never touches one. Give an empty database (DATABASE_URL) or another data folder (DEPOT_DATA).',
    );
  }
  // As it was when the backup was made; what came later is done to it afterwards.
  const asThen = await openDatabase(pools, header.migrations.at(-1));
  const replayed = await asThen.transaction().execute(async (trx) => {
    await loadRecord(trx, rowsOf(file, opener));
    const done = await replayDestructions(trx, destructions);
    await trx.deleteFrom('session').execute();
    const facts = { taken: header.taken, head: header.head, rows, listed: destructions.length, ...done };
    await recordEvents(trx, [{ kind: 'record.restored', actor, facts }]);
    await chainAllPending(trx);
    return done;
  });
  await openDatabase(pools);
  return { header, rows, replayed };
}

async function* rowsOf(file: string, opener: Opener): AsyncGenerator<BackedUpRow> {
  for await (const each of readBackup(file, opener)) if ('table' in each) yield each;
}
