import { KeyScope } from '@depot/contracts';
import type { ApiKeyMade } from '@depot/contracts';
import type { Client as Database } from 'pg';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import type { Caller } from './callers.js';

const another = '00000000-0000-4000-8000-0000000000aa';

/** Programs: with every scope, with one alone, and with keys that are not worth anything here. */
export async function makeKeyCallers(depot: ThrowAwayDepot, database: Database): Promise<Caller[]> {
  const { admin } = depot.clients;
  const make = (client: string, scopes: readonly KeyScope[] = KeyScope.options): Promise<ApiKeyMade> =>
    admin.post<ApiKeyMade>('keys', { client, scopes });
  const caller = (name: string, { secret, scopes }: ApiKeyMade, worth: 'good' | 'refused' | 'tenant'): Caller => ({
    name,
    cookie: '',
    roles: null,
    key: { secret, scopes, worth },
  });

  const every = await make('every scope');
  const late = await make('late');
  await database.query("UPDATE depot.api_key SET expires_at = now() - interval '1 second' WHERE id = $1", [late.id]);
  const revoked = await make('revoked');
  await admin.post(`keys/${revoked.id}/revoke`, { reason: 'a sample' });
  const rotated = await make('rotated');
  await admin.post(`keys/${rotated.id}/rotate`, { overlapMinutes: 0 });
  const foreign = await make('another tenant');
  await database.query(
    "INSERT INTO depot.tenant (id, name, domain, premium, created_at) VALUES ($1, 'Another', NULL, false, now())",
    [another],
  );
  await database.query('UPDATE depot.api_key SET tenant_id = $1 WHERE id = $2', [another, foreign.id]);
  const lastLetter = every.secret.endsWith('A') ? 'Q' : 'A';

  return [
    caller('a key of every scope', every, 'good'),
    caller('a key of another tenant', foreign, 'tenant'),
    caller('an expired key', late, 'refused'),
    caller('a revoked key', revoked, 'refused'),
    caller('a key that was rotated away', rotated, 'refused'),
    caller('a key with a wrong end', { ...every, secret: `${every.secret.slice(0, -1)}${lastLetter}` }, 'refused'),
    ...(await Promise.all(
      KeyScope.options.map(async (scope) => caller(`a key of ${scope} alone`, await make(scope, [scope]), 'good')),
    )),
  ];
}
