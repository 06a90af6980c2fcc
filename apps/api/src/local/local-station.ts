import { theDepot } from '../audit/actor.js';
import type { Services } from '../platform/services.js';
import { StationsService } from '../stations/stations.service.js';

const localStationName = 'Local station';

/** A pairing code for the station that the starting process brings along, unless it is paired already. */
export async function offerLocalStation(services: Services): Promise<{ code: string } | null> {
  const paired = await services.db
    .selectFrom('station')
    .select('id')
    .where('name', '=', localStationName)
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (paired !== undefined) return null;
  const { code } = await new StationsService(services.work, services.hub).makePairingCode(localStationName, theDepot);
  return { code };
}
