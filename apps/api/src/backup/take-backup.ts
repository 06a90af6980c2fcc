import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Actor } from '../audit/actor.js';
import { recordEvents } from '../audit/record-event.js';
import { chainAllPending } from '../audit/sequencer.js';
import type { Database } from '../platform/database/database.js';
import { dumpRecord } from './dump-record.js';
import { protect } from './protection.js';
import type { Protection } from './protection.js';

/** Who wants it, why, and when. */
export interface BackupAsked {
  readonly actor: Actor;
  readonly reason: string;
  readonly now: Date;
  readonly protection: Protection;
}

/**
 * Hands a backup's bytes to `write`, piece by piece, as the record stands in one moment. That it was made is on the record, and in the backup.
 * PGlite is one session: everybody else waits meanwhile, so that `write` should be quick.
 */
export async function takeBackup(
  db: Database,
  { actor, reason, now, protection }: BackupAsked,
  write: (piece: Uint8Array) => Promise<unknown>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await recordEvents(trx, [{ kind: 'backup.made', actor, facts: { reason, openedBy: openedBy(protection) } }]);
    await chainAllPending(trx);
  });
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const rows = Readable.from(dumpRecord(trx, now));
      const packed = createGzip();
      // Else a database that fails would end the process.
      rows.on('error', (error) => packed.destroy(error));
      rows.pipe(packed);
      for await (const piece of await protect(packed, protection)) await write(piece as Uint8Array);
    });
}

function openedBy(protection: Protection): string {
  return protection.kind === 'pass-phrase' ? 'a pass phrase' : `PGP key ${protection.key.getFingerprint()}`;
}
