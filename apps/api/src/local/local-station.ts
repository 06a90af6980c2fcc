import { theDepot } from '../audit/actor.js';
import type { LocalStation } from '../platform/config/config.js';
import type { Services } from '../platform/services.js';
import { StationsService } from '../stations/stations.service.js';

const localStationName = 'Local station';

/**
 * A pairing code for the station that the starting process brings along, unless its agent has the keys of one that is on record. One of another
 * machine, or whose keys were lost, is no use to it: it gets a name beside that one's.
 */
export async function offerLocalStation(
  services: Services,
  { pairedAs }: LocalStation,
): Promise<{ code: string } | null> {
  const stations = await services.db
    .selectFrom('station')
    .select(['id', 'name'])
    .where('revoked_at', 'is', null)
    .execute();
  if (stations.some(({ id }) => id === pairedAs)) return null;
  const name = freeName(stations.map((station) => station.name));
  const { code } = await new StationsService(services.work, services.hub).makePairingCode(name, theDepot);
  return { code };
}

function freeName(taken: readonly string[]): string {
  let name = localStationName;
  for (let number = 2; taken.includes(name); number += 1) name = `${localStationName} ${String(number)}`;
  return name;
}
