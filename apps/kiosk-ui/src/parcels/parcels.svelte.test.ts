import type { ParcelList, ParcelView, TokenView } from '@depot/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Parcels } from './parcels.svelte';
import { unpostedOf } from './unposted.svelte';

const noon = '2026-06-01T12:00:00.000Z';
const annas = '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a11';
const berts = '7b1f4a52-6f5e-4c86-9a3f-0d6f5f0c1a12';
const parcel = (id: string, serial: string): ParcelView => ({
  id,
  upn: `${serial}@contoso.com`,
  displayName: null,
  address: { street: '1 Sample Street', extra: null, postalCode: '69001', city: 'Lyon', region: null, country: 'FR' },
  tokens: [{ jobId: id, jobNumber: 1, serial }],
  usualCarrier: null,
  carrier: null,
  openedAt: noon,
  sentAt: null,
});
const token = (serial: string): TokenView => ({
  serial,
  profile: 0,
  family: null,
  kind: 'classic',
  model: null,
  manufacturer: null,
  status: 'stock',
  algorithm: 'SHA1',
  period: 30,
  drift: null,
  seed: 'kept',
  jobId: null,
  jobNumber: null,
  upn: null,
  setAside: null,
  firstSeenAt: noon,
});
const anna = parcel(annas, '1000001');
const bert = parcel(berts, '1000002');
const list = (...parcels: ParcelView[]): ParcelList => ({ parcels, total: parcels.length });

let parcels: Parcels;
/** What the depot lists by what is searched for, and the tokens that it knows. */
let searched: Record<string, ParcelList>;
let known: readonly string[];

function answer(url: string): object {
  const { pathname, searchParams } = new URL(url, 'https://depot.example.org');
  const search = searchParams.get('search') ?? '';
  if (pathname === '/api/parcels') return searched[search] ?? list();
  const tokens = known.filter((serial) => serial.startsWith(search)).map(token);
  return { tokens, total: tokens.length, page: 1, pageSize: 50 };
}
/** What was scanned before has been done when this is refused. */
const done = () => parcels.enter(anna, 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP');

beforeEach(() => {
  searched = {};
  known = [];
  vi.stubGlobal('fetch', (url: string) => Promise.resolve(Response.json(answer(url))));
  parcels = new Parcels();
  parcels.reading.value = list(anna);
  parcels.scan('1000001');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('takes a number that is no token’s for the parcel in hand', async () => {
  known = ['SP-000011'];
  parcels.scan('SP-00001');
  await done();
  expect(parcels.tracking).toEqual({ [annas]: 'SP-00001' });
});

it('takes in hand whose token is scanned though a search hides its parcel, and ends the search', async () => {
  parcels.search = 'Lyon';
  searched = { '1000002': list(bert), '': list(anna, bert) };
  parcels.scan('1000002');
  parcels.scan('SP-00002');
  await done();
  expect(parcels.tracking).toEqual({ [berts]: 'SP-00002' });
  expect(parcels.search).toBe('');
  expect(parcels.chosen).toEqual([anna, bert]);
});

it('searches for the parcel of a scanned token that is beyond the longest list', async () => {
  searched = { '1000002': list(bert), '': list(anna) };
  parcels.scan('1000002');
  await done();
  expect(parcels.inHand).toEqual(bert);
  expect(parcels.search).toBe('1000002');
});

it('gives no parcel a token’s serial as its number, and the next number to none', async () => {
  known = ['1000003'];
  parcels.scan('1000003');
  await done();
  expect(parcels.outcome).toEqual({ kind: 'elsewhere', serial: '1000003' });
  parcels.scan('SP-00003');
  await done();
  expect(parcels.outcome).toEqual({ kind: 'unknown', text: 'SP-00003' });
  expect(parcels.tracking).toEqual({});
});

it('takes a serial that comes into another parcel’s field for that token’s parcel', async () => {
  searched = { '1000002': list(bert), '': list(anna, bert) };
  expect(await parcels.enter(anna, '1000002')).toBe(false);
  expect(parcels.inHand).toEqual(bert);
  expect(await parcels.enter(anna, 'SP-00001')).toBe(true);
  expect(parcels.tracking).toEqual({ [annas]: 'SP-00001' });
});

it('keeps what was scanned for whoever comes back to the screen, and for nobody else', async () => {
  const before = new Parcels(unpostedOf('ada'));
  before.reading.value = list(anna);
  before.scan('1000001');
  await before.enter(anna, 'SP-00001');
  const after = new Parcels(unpostedOf('ada'));
  after.reading.value = list(anna);
  expect(after.tracking).toEqual({ [annas]: 'SP-00001' });
  expect(after.chosen).toEqual([anna]);
  expect(new Parcels(unpostedOf('bob')).tracking).toEqual({});
  expect(new Parcels(unpostedOf('ada')).tracking).toEqual({});
});
