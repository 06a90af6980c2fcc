import type { Selectable } from 'kysely';
import { compiledOnce } from '../platform/database/compiled-once.js';
import type { Database } from '../platform/database/database.js';
import type { StationTable } from '../platform/database/schema/stations.js';
import { ProblemError } from '../platform/http/problem-error.js';

const theStation = compiledOnce((db, given: { id: string }) =>
  db.selectFrom('station').selectAll().where('id', '=', given.id).where('revoked_at', 'is', null),
);

/** @throws ProblemError `not-found` */
export async function loadStation(db: Database, id: string): Promise<Selectable<StationTable>> {
  const [station] = await theStation(db, { id });
  if (station === undefined) throw new ProblemError('not-found', 'There is no such station.');
  return station;
}
