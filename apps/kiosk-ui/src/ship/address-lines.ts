import type { PostalAddress } from '@depot/contracts';

/** The address as it stands on a parcel, without empty lines. */
export function addressLines(address: PostalAddress): string[] {
  const town = [address.postalCode, address.city].filter((part) => part !== null).join(' ');
  return [address.street, address.extra, town, address.region, address.country].filter(
    (line) => line !== null && line !== '',
  );
}

/** Whether a carrier could deliver there: the rule by which the API refuses a parcel. */
export function isComplete(address: PostalAddress): boolean {
  return [address.street, address.city, address.country].every((part) => part !== null);
}
