import type { KeyScope } from '@depot/contracts';

/**
 * Which scope of a program's key opens a route, written by hand. What is not here no key opens: benches, whatever wants somebody's word or
 * approval, read-outs, and everything that shows a secret.
 */
export const expectedScopes: Readonly<Record<string, KeyScope>> = {
  'GET /api/batches': 'batches:read',
  'GET /api/batches/{id}': 'batches:read',
  'POST /api/batches': 'batches:write',
  'POST /api/batches/rehearsal': 'batches:write',

  'GET /api/batches/{id}/jobs': 'jobs:read',
  'GET /api/jobs': 'jobs:read',
  'GET /api/jobs/{id}': 'jobs:read',
  'GET /api/jobs/{id}/timeline': 'jobs:read',

  'GET /api/tokens': 'tokens:read',
  'GET /api/tokens/{serial}': 'tokens:read',
  'GET /api/tokens/{serial}/profiles': 'tokens:read',

  'GET /api/stations': 'stations:read',

  // What a carrier's system knows: numbers, and that something was delivered, which only reminds.
  'GET /api/parcels': 'parcels:read',
  'POST /api/parcels/tracking': 'parcels:write',
  'POST /api/jobs/{id}/deliver': 'parcels:write',

  'GET /api/audit/head': 'audit:export',
  'GET /api/audit/anchors': 'audit:export',
  'POST /api/audit/export': 'audit:export',
};
