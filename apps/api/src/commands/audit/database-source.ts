import { hostname, userInfo } from 'node:os';
import type { Actor } from '../../audit/actor.js';
import { readChain } from '../../audit/export/read-chain.js';
import { recordEvents } from '../../audit/record-event.js';
import { chainAllPending } from '../../audit/sequencer.js';
import type { Config } from '../../platform/config/config.js';
import { connect } from '../../platform/database/connect.js';
import { openDatabaseAsItIs } from '../../platform/database/database.js';
import type { Database } from '../../platform/database/database.js';
import type { RecordSource } from './record-source.js';

/**
 * The database itself: PostgreSQL, or PGlite's folder while no depot runs on it. Read in one transaction that
 * cannot write.
 * @throws StartRefused when it cannot be opened
 */
export async function openDatabaseSource(config: Config): Promise<RecordSource & { noteExport(): Promise<void> }> {
  const pools = await connect(config);
  try {
    const db = await openDatabaseAsItIs(pools);
    return {
      name:
        pools.engine === 'postgresql' ? 'the database that DATABASE_URL names' : `the record in ${config.dataFolder}`,
      read: (_purpose, work) =>
        db
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute((trx) => work(readChain(trx, new Date()))),
      noteExport: () => noteExport(db),
      close: () => pools.close(),
    };
  } catch (error) {
    await pools.close();
    throw error;
  }
}

/** Whoever may read the database needs no sign-in; the record names the account on the machine. */
async function noteExport(db: Database): Promise<void> {
  const name = `${userInfo().username} on ${hostname()}, at the command line`;
  const actor: Actor = { kind: 'person', id: null, name, address: null };
  await db.transaction().execute(async (trx) => {
    await recordEvents(trx, [{ kind: 'audit.exported', actor, facts: { reason: 'audit export' } }]);
    await chainAllPending(trx);
  });
}
