import type { Recipient } from '@depot/contracts';
import type { Language } from '../messages/message';
import { countryName } from './country-name';

/** The lines on the parcel, or null where street, city or country is missing: such a token can only be handed over. */
export function postalLines(
  to: Pick<Recipient, 'displayName' | 'upn' | 'address'>,
  language: Language,
): string[] | null {
  const { displayName, upn, address } = to;
  const { street, extra, postalCode, city, region, country } = address;
  if (street === null || city === null || country === null) return null;
  const place = postalCode === null ? city : `${postalCode} ${city}`;
  return [displayName ?? upn, street, extra, place, region, countryName(country, language)].filter(
    (line) => line !== null,
  );
}
