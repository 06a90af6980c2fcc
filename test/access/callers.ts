import { createHash } from 'node:crypto';
import { Role } from '@depot/contracts';
import type { KeyScope, PersonView } from '@depot/contracts';
import type { Client as Database } from 'pg';
import { Client } from '../depot/client.js';
import { openKiosk } from '../depot/open-kiosk.js';
import { makeSelfCodes } from '../depot/self-client.js';
import type { SelfClient } from '../depot/self-client.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { makeKeyCallers } from './key-callers.js';
import { pairSample } from './sample-station.js';

/** Somebody who calls: the cookie they send, and the roles they hold; null where the depot knows nobody by it. */
export interface Caller {
  readonly name: string;
  readonly cookie: string;
  readonly roles: readonly Role[] | null;
  /** A program, with the key it shows. */
  readonly key?: {
    readonly secret: string;
    readonly scopes: readonly KeyScope[];
    readonly worth: 'good' | 'refused' | 'tenant';
  };
  /** No staff, and yet not nobody. */
  readonly comesAs?: readonly ('kiosk' | 'recipient')[];
}

/** Nobody, one person for each role, admins whose session is not worth anything any more, or less than it was, and programs. */
export async function makeCallers(depot: ThrowAwayDepot, database: Database): Promise<Caller[]> {
  const { admin } = depot.clients;
  const password = 'a long enough sample';
  const makeAdmin = async (name: string): Promise<{ id: string; client: Client }> => {
    const { id } = await admin.post<PersonView>('people', { name, password, roles: ['admin'] });
    return { id, client: await new Client(depot.url).signIn(name, password) };
  };
  const changeOne = async (statement: string, value: string): Promise<void> => {
    const { rowCount } = await database.query(statement, [value]);
    if (rowCount !== 1) throw new Error(`Changed ${String(rowCount)} rows: ${statement}`);
  };

  const late = await makeAdmin('late.admin');
  const gone = await makeAdmin('gone.admin');
  await fetch(`${depot.url}/api/session`, { method: 'DELETE', headers: { cookie: gone.client.cookie } });
  const revoked = await makeAdmin('revoked.admin');
  await admin.post(`people/${revoked.id}/end-sessions`);
  const closed = await makeAdmin('closed.admin');
  await admin.post(`people/${closed.id}/close`, { reason: 'left the depot' });
  const idle = await makeAdmin('idle.admin');
  const removed = await makeAdmin('removed.admin');
  await changeOne('DELETE FROM depot.person WHERE id = $1', removed.id);
  const demoted = await makeAdmin('demoted.admin');
  await changeOne("UPDATE depot.person SET roles = '{helpdesk}' WHERE id = $1", demoted.id);
  const kiosks = await makeKioskCallers(depot, changeOne);
  // Last: every sign-in clears away the sessions that have ended, and here some have to be refused for their time.
  await changeOne(
    "UPDATE depot.session SET used_at = now() - interval '2 hours 1 second' WHERE id = $1",
    sessionId(idle.client.cookie),
  );
  await changeOne(
    "UPDATE depot.session SET expires_at = now() - interval '1 second' WHERE id = $1",
    sessionId(late.client.cookie),
  );

  return [
    { name: 'nobody', cookie: '', roles: null },
    { name: 'an expired session', cookie: late.client.cookie, roles: null },
    { name: 'a session signed out', cookie: gone.client.cookie, roles: null },
    { name: 'a session that nobody used for long', cookie: idle.client.cookie, roles: null },
    { name: 'a session that an admin revoked', cookie: revoked.client.cookie, roles: null },
    { name: 'a session of a person whose account was closed', cookie: closed.client.cookie, roles: null },
    { name: 'a session of a person removed since', cookie: removed.client.cookie, roles: null },
    { name: 'an admin who became helpdesk since', cookie: demoted.client.cookie, roles: ['helpdesk'] },
    ...kiosks,
    ...(await makeKeyCallers(depot, database)),
    ...Role.options.map((role) => ({ name: role, cookie: depot.clients[role].cookie, roles: [role] })),
  ];
}

/** A kiosk with nobody at it, and a recipient at another, whose visit outlasts the tests. */
async function makeKioskCallers(
  depot: ThrowAwayDepot,
  changeOne: (statement: string, value: string) => Promise<void>,
): Promise<Caller[]> {
  const { admin, manager } = depot.clients;
  const { id: batch } = await manager.post<{ id: string }>('batches', {
    name: 'Self',
    route: 'own-seed',
    csv: 'upn\nself.sample@contoso.com',
    selfService: true,
  });
  const [code] = await makeSelfCodes(manager, batch);
  const open = async (name: string): Promise<SelfClient> =>
    openKiosk(depot, { station: await pairSample(admin, name), operator: name });
  const empty = await open('kiosk.one');
  const visited = await open('kiosk.two');
  await visited.signInWith(code?.code ?? '');
  const visit = /depot-visit=([^;]+)/.exec(visited.cookie)?.[1] ?? '';
  await changeOne("UPDATE depot.self_visit SET seen_at = now() + interval '1 hour' WHERE id = $1", idOf(visit));
  return [
    { name: 'a kiosk', cookie: empty.cookie, roles: null, comesAs: ['kiosk'] },
    { name: 'a recipient', cookie: visited.cookie, roles: null, comesAs: ['kiosk', 'recipient'] },
  ];
}

/** As the record names a session: the hash of the cookie's secret. */
function sessionId(cookie: string): string {
  const [, secret = ''] = cookie.split('=');
  return idOf(secret);
}

function idOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
