import type { PostalAddress } from '@depot/contracts';
import type { Selectable } from 'kysely';
import type { RecipientTable } from '../platform/database/schema/batches.js';

export type AddressRow = Pick<
  Selectable<RecipientTable>,
  'street' | 'extra' | 'postal_code' | 'city' | 'region' | 'country'
>;

/** What a statement selects for `postalAddress`. */
export const addressColumns = [
  'recipient.street',
  'recipient.extra',
  'recipient.postal_code',
  'recipient.city',
  'recipient.region',
  'recipient.country',
] as const;

export function postalAddress(row: AddressRow): PostalAddress {
  const { street, extra, postal_code: postalCode, city, region, country } = row;
  return { street, extra, postalCode, city, region, country };
}
