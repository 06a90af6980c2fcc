import { randomBytes } from 'node:crypto';
import type { ApiKeyMade, JobPage, PersonSession, PersonView } from '@depot/contracts';
import { Client } from '../depot/client.js';
import { takeSeedFile } from '../depot/seed-files.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import type { Known } from './sample-body.js';
import { pairSample } from './sample-station.js';

/** What requests are about: the ids in the path by the thing they name, and the fields of a body. */
export interface Aim {
  readonly ids: Readonly<Record<string, string>>;
  readonly fields: Known;
}

const nothing = '00000000-0000-4000-8000-000000000000';
const noSession = '0'.repeat(64);
// Nobody's UPN, here and there alike: an erasure that is let in must find nobody.
const fields = {
  upn: 'nobody@contoso.com',
  code: '123456',
  digits: '123456',
  first: '123456',
  second: '654321',
  text: 'sample',
  csv: 'upn\nsample@contoso.com',
  from: '2026-01-01',
  to: '2026-01-31',
};

/** Valid in shape, and never there: a request that is let in finds nothing to change. */
export const unknown: Aim = {
  ids: {
    jobs: nothing,
    batches: nothing,
    stations: nothing,
    withdrawals: nothing,
    checks: nothing,
    'read-outs': nothing,
    notices: nothing,
    people: nothing,
    sessions: noSession,
    escrow: nothing,
    keys: nothing,
    tokens: 'ZZZZ0000',
    'seed-files': nothing,
  },
  fields: { ...fields, serial: 'ZZZZ0000', batchId: nothing, stationId: nothing },
};

/** Not even valid in shape. */
export const misshapen: Aim = {
  ids: {
    jobs: '%00',
    batches: 'x',
    stations: 'x',
    withdrawals: 'x',
    checks: 'x',
    'read-outs': 'x',
    notices: 'x',
    people: 'x',
    sessions: 'x',
    escrow: 'x',
    keys: 'x',
    tokens: '~',
    'seed-files': 'x',
  },
  fields: {},
};

/** Really there: a waiting job, its batch, a paired station, a classic token in stock, a program's key. */
export async function makeAim(depot: ThrowAwayDepot): Promise<Aim> {
  const { admin, manager } = depot.clients;
  const { id: batch } = await manager.post<{ id: string }>('batches', {
    name: 'Sample',
    route: 'own-seed',
    csv: 'upn\nreal.sample@contoso.com',
  });
  const { jobs } = await manager.get<JobPage>(`batches/${batch}/jobs`);
  const station = await pairSample(admin, 'Sample');
  const classic = makeClassicTokens(1, (length) => new Uint8Array(randomBytes(length)));
  const { id: seedFile } = await takeSeedFile(admin, vendorFile(classic));
  const serial = classic[0]?.serial ?? '';
  const { id: person } = await admin.post<PersonView>('people', {
    name: 'real.sample',
    password: 'a long enough sample',
    roles: ['operator'],
  });
  await new Client(depot.url).signIn('real.sample', 'a long enough sample');
  const sessions = await admin.get<PersonSession[]>('people/sessions');
  const session = sessions.find(({ personId }) => personId === person)?.id ?? '';
  const { id: key } = await admin.post<ApiKeyMade>('keys', { client: 'aimed at', scopes: ['jobs:read'] });
  const [job] = jobs;
  if (job === undefined) throw new Error('There is nothing to aim at.');
  const ids = {
    jobs: job.id,
    batches: batch,
    stations: station,
    withdrawals: nothing,
    checks: nothing,
    'read-outs': nothing,
    notices: nothing,
    people: person,
    sessions: session,
    escrow: nothing,
    keys: key,
    tokens: serial,
    'seed-files': seedFile,
  };
  return { ids, fields: { ...fields, serial, batchId: batch, stationId: station } };
}
