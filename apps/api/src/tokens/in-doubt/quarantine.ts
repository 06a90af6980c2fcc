import type { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';

/** Why a token is not given to anybody, as a sentence; null where nothing is wrong with it. */
export async function whySetAside(db: Database, serial: string): Promise<string | null> {
  const row = await db.selectFrom('quarantine').selectAll().where('serial', '=', serial).executeTakeFirst();
  if (row === undefined) return null;
  const since = row.since.toISOString().slice(0, 10);
  return `Token ${serial} was set aside on ${since}: ${row.reason}. Take another one.`;
}

/** To be asked once the token's row is locked. @throws ProblemError `set-aside` */
export async function refuseSetAside(db: Database, serial: string): Promise<void> {
  const why = await whySetAside(db, serial);
  if (why !== null) throw new ProblemError('set-aside', why, { serial });
}
