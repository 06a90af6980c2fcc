import { expect, it } from 'vitest';
import { mayBePersonal } from './personal-facts.js';

it.each([
  ['the account in a user’s QR', 'job.captured', { generation: 1, account: 'a@contoso.com', tenantName: 'Contoso' }],
  ['a reason in somebody’s own words', 'job.cancelled', { reason: 'moved to Lyon', methodGone: false }],
  ['how an arrival was attested', 'job.arrived', { proof: 'attested', attestation: 'their manager called' }],
  ['a parcel’s number', 'job.posted', { shipment: 'id', carrier: 'Sample Post', tracking: 'SP1' }],
  ['a fact that nobody has judged yet', 'job.taken', { somethingNew: 1 }],
])('%s may be personal', (_, kind, facts) => {
  expect(mayBePersonal({ kind, facts })).toBe(true);
});

it.each([
  ['a route', 'job.created', { route: 'qr' }],
  ['an arrival proved by a code', 'job.arrived', { proof: 'code', drift: 3 }],
  ['a destroyed seed’s certificate', 'seed.destroyed', { reason: 'the token arrived', seed: 'id', purpose: 'own' }],
  ['nothing', 'job.packed', {}],
])('%s stays', (_, kind, facts) => {
  expect(mayBePersonal({ kind, facts })).toBe(false);
});
