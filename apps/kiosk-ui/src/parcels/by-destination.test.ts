import type { ParcelView } from '@depot/contracts';
import { expect, test } from 'vitest';
import { byDestination, usualCarriers } from './by-destination';

const parcel = (id: string, country: string | null, usualCarrier: string | null, carrier: string | null = null) =>
  ({ id, address: { country }, usualCarrier, carrier }) as ParcelView;

test('parcels to one country with one carrier stand together, in the order of the list', () => {
  const list = [parcel('a', 'DE', 'One'), parcel('b', 'FR', 'Two'), parcel('c', 'DE', 'One'), parcel('d', null, null)];
  const groups = byDestination(list).map(({ country, carrier, parcels }) => [country, carrier, parcels.length]);
  expect(groups).toEqual([
    ['DE', 'One', 2],
    ['FR', 'Two', 1],
    [null, null, 1],
  ]);
});

test('one that is on its way stands with its own carrier', () => {
  expect(byDestination([parcel('a', 'DE', 'One', 'Two')])[0]?.carrier).toBe('Two');
});

test('says who carries them as usual, and nothing where one has nobody yet', () => {
  expect(usualCarriers([parcel('a', 'DE', 'One'), parcel('b', 'FR', 'One')])).toBe('One');
  expect(usualCarriers([parcel('a', 'DE', 'One'), parcel('b', 'FR', 'Two'), parcel('c', 'FR', 'Two')])).toBe(
    'One 1, Two 2',
  );
  expect(usualCarriers([parcel('a', 'DE', 'One'), parcel('b', 'FR', null)])).toBeNull();
});
