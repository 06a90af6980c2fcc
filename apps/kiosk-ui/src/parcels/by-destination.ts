import type { ParcelView } from '@depot/contracts';

/** Parcels that go the same way: to one country, with the carrier that has gone there of late. */
export interface Destination {
  readonly country: string | null;
  readonly carrier: string | null;
  readonly parcels: readonly ParcelView[];
}

/** @param parcels in the order of the list, which the groups keep */
export function byDestination(parcels: readonly ParcelView[]): Destination[] {
  const groups = new Map<string, ParcelView[]>();
  for (const parcel of parcels) {
    const key = JSON.stringify([parcel.address.country, carrierOf(parcel)]);
    groups.set(key, [...(groups.get(key) ?? []), parcel]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ country: first.address.country, carrier: carrierOf(first), parcels: group }];
  });
}

/** How often each carrier goes where nobody names another, as `Sample Post 12, Other Post 3`; null when one has none. */
export function usualCarriers(parcels: readonly ParcelView[]): string | null {
  const counts = new Map<string, number>();
  for (const { usualCarrier } of parcels) {
    if (usualCarrier === null) return null;
    counts.set(usualCarrier, (counts.get(usualCarrier) ?? 0) + 1);
  }
  const [only] = counts.keys();
  if (counts.size === 1 && only !== undefined) return only;
  return [...counts].map(([carrier, count]) => `${carrier} ${String(count)}`).join(', ');
}

/** A parcel that is on its way has a carrier of its own. */
function carrierOf({ carrier, usualCarrier }: ParcelView): string | null {
  return carrier ?? usualCarrier;
}
