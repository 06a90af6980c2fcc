import type { Database } from '../platform/database/database.js';

/** Agents say that they are there this often; after three silent ones they count as gone. */
export const heartbeatSeconds = 5;
export const silentAfterMs = heartbeatSeconds * 3000;

/** Whether a replica holds the station's socket and has heard from it lately: a replica that was killed left its name behind. */
export function isOnline(
  station: { replica: string | null; revoked_at: Date | null; last_seen_at: Date | null },
  now = Date.now(),
): boolean {
  if (station.replica === null || station.revoked_at !== null || station.last_seen_at === null) return false;
  return now - station.last_seen_at.getTime() < silentAfterMs;
}

export async function isStationOnline(db: Database, stationId: string): Promise<boolean> {
  const station = await db
    .selectFrom('station')
    .select(['replica', 'revoked_at', 'last_seen_at'])
    .where('id', '=', stationId)
    .executeTakeFirst();
  return station !== undefined && isOnline(station);
}
