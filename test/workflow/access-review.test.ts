import type { AccessReview, ApiKeyMade, ReviewDue } from '@depot/contracts';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { startDepotOnPostgres } from '../depot/depot-on-postgres.js';
import type { DepotOnPostgres } from '../depot/depot-on-postgres.js';
import { leftOut } from '../depot/left-out.js';
import type { ThrowAwayDepot } from '../depot/throw-away-depot.js';

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
/** And tomorrow: it may come while the tests run. */
const thisWeek = { from: day(-6), to: day(1) };

// PostgreSQL, because people and reviews have to grow old in the record.
describe.skipIf(leftOut('postgresql'))('the access review', () => {
  let running: DepotOnPostgres;
  let depot: ThrowAwayDepot;
  let database: pg.Client;

  beforeAll(async () => {
    running = await startDepotOnPostgres();
    ({ depot, database } = running);
  }, 120_000);
  afterAll(() => running.stop());

  const review = (period = thisWeek): Promise<AccessReview> =>
    depot.clients.admin.get<AccessReview>(`access-review?from=${period.from}&to=${period.to}`);
  const due = (): Promise<ReviewDue> => depot.clients.admin.get<ReviewDue>('access-review/due');

  it('shows everybody with their roles and last sign-in, every key with its scopes, and every station', async () => {
    const { admin } = depot.clients;
    const name = 'never.came';
    await admin.post('people', { name, password: 'a long enough sample', roles: ['helpdesk', 'manager'] });
    await admin.post<ApiKeyMade>('keys', { client: 'hr system', scopes: ['batches:write'] });
    const { id: closing } = await admin.post<{ id: string }>('people', {
      name: 'was.closed',
      password: 'a long enough sample',
      roles: ['operator'],
    });
    await admin.post(`people/${closing}/close`, { reason: 'left the house' });
    const { people, keys } = await review();
    expect(people.find((person) => person.id === closing)).toMatchObject({ name: 'was.closed', closed: true });
    expect(people.map((person) => person.name)).toEqual([
      'admin',
      'helpdesk',
      'manager',
      name,
      'operator',
      'was.closed',
    ]);
    expect(people.find((person) => person.name === name)).toMatchObject({
      roles: ['helpdesk', 'manager'],
      way: 'password',
      secondFactor: false,
      closed: false,
      lastSignInAt: null,
    });
    const operator = people.find((person) => person.name === 'operator');
    expect(Date.now() - Date.parse(operator?.lastSignInAt ?? '')).toBeLessThan(600_000);
    expect(keys).toMatchObject([{ client: 'hr system', scopes: ['batches:write'], state: 'good' }]);
  });

  it('shows whose roles changed in the period, from which to which, by whom and why; and as CSV', async () => {
    const { admin } = depot.clients;
    const { people } = await review();
    const id = people.find(({ name }) => name === 'never.came')?.id ?? '';
    await admin.post(`people/${id}/roles`, { roles: ['operator'], reason: 'came to the bench' });
    const { roleChanges, people: since } = await review();
    const change = { personId: id, name: 'never.came', by: 'admin' };
    expect(roleChanges.filter(({ personId }) => personId === id)).toMatchObject([
      { ...change, before: ['manager', 'helpdesk'], after: ['operator'], reason: 'came to the bench' },
      { ...change, before: [], after: ['helpdesk', 'manager'], reason: null },
    ]);
    expect(Date.now() - Date.parse(roleChanges[0]?.at ?? '')).toBeLessThan(600_000);
    // Who was there from the first start on.
    expect(roleChanges.find(({ name }) => name === 'admin')).toMatchObject({ before: [], by: 'Token Depot' });
    expect(since.find((person) => person.id === id)?.roles).toEqual(['operator']);
    expect((await review({ from: day(-400), to: day(-40) })).roleChanges).toEqual([]);
    const csv = await admin.download('access-review/export', thisWeek);
    const line = csv.split('\r\n').find((each) => each.startsWith('person,never.came,operator,')) ?? '';
    expect(line).toMatch(/,20\d\d-\d\d-\d\dT[\d:.]+Z,admin,manager helpdesk,came to the bench$/);
  });

  it('leaves out a change whose details have left the record', async () => {
    const { admin } = depot.clients;
    const { id } = await admin.post<{ id: string }>('people', {
      name: 'long.ago',
      password: 'a long enough sample',
      roles: ['operator'],
    });
    // The record itself can only be added to: an event that has lost its details is put there as such.
    await database.query(
      `INSERT INTO depot.event (kind, actor_kind, actor_name, facts) VALUES ('person.roles-set', 'person', '', '{}')`,
    );
    const { roleChanges } = await review();
    expect(roleChanges.filter(({ name }) => name === '')).toEqual([]);
    expect(roleChanges.find(({ personId }) => personId === id)).toMatchObject({ name: 'long.ago' });
    await database.query('DELETE FROM depot.person WHERE id = $1', [id]);
  });

  it('says never of nobody whose sign-ins may be among those that have left the record', async () => {
    const { admin } = depot.clients;
    const names = ['before.it', 'after.it'];
    for (const name of names) {
      await admin.post('people', { name, password: 'a long enough sample', roles: ['operator'] });
    }
    const added = `UPDATE depot.person SET created_at = now() + $2::interval WHERE name = $1`;
    await database.query(added, ['before.it', '-100 days']);
    await database.query(added, ['after.it', '0']);
    await database.query(
      `INSERT INTO depot.event (at, kind, actor_kind, actor_name, facts) VALUES (now() - interval '91 days', 'person.signed-in', 'person', '', '{}')`,
    );
    const { people } = await review();
    expect(people.filter(({ name }) => names.includes(name))).toMatchObject([
      { name: 'after.it', lastSignInAt: null, signInsForgotten: false },
      { name: 'before.it', lastSignInAt: null, signInsForgotten: true },
    ]);
    const csv = await admin.download('access-review/export', thisWeek);
    expect(csv).toMatch(/^person,after\.it,.+,never,/m);
    expect(csv).toMatch(/^person,before\.it,.+,not within the kept time,/m);
    await database.query('DELETE FROM depot.person WHERE name = ANY ($1)', [names]);
  });

  it('counts what each person and each key did, in the period alone', async () => {
    const { admin } = depot.clients;
    const { secret } = await admin.post<ApiKeyMade>('keys', { client: 'archive', scopes: ['audit:export'] });
    const before = (await review()).people.find(({ name }) => name === 'admin')?.acts;
    await admin.post('audit/export', { reason: 'a look at it' }).catch(() => undefined);
    await admin.post('stations/pairing-codes', { name: 'Counted' });
    const exported = await fetch(`${depot.url}/api/audit/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{"reason":"each night"}',
    });
    await exported.text();
    const { people, keys } = await review();
    expect(people.find(({ name }) => name === 'admin')?.acts).toEqual({
      ...before,
      exports: (before?.exports ?? 0) + 1,
      administration: (before?.administration ?? 0) + 1,
    });
    expect(people.find(({ name }) => name === 'operator')?.acts).toEqual({});
    expect(keys.find(({ client }) => client === 'archive')?.acts).toEqual({ exports: 1 });
    const lastYear = await review({ from: day(-400), to: day(-40) });
    expect(lastYear.people.map(({ acts }) => acts)).toEqual(lastYear.people.map(() => ({})));
  });

  it('names who did something and is no longer there', async () => {
    const { admin } = depot.clients;
    const password = 'a long enough sample';
    const { id } = await admin.post<{ id: string }>('people', { name: 'left.since', password, roles: ['admin'] });
    await (await new Client(depot.url).signIn('left.since', password)).post('stations/pairing-codes', { name: 'x' });
    await database.query('DELETE FROM depot.person WHERE id = $1', [id]);
    expect((await review()).gone).toEqual([{ name: 'left.since', acts: { administration: 1 } }]);
  });

  it('is a CSV that no spreadsheet takes for formulas, and stands on the record when it leaves', async () => {
    const { admin } = depot.clients;
    await admin.post('keys', { client: '=HYPERLINK("http://evil.example.org")', scopes: ['jobs:read'] });
    const answer = await fetch(`${depot.url}/api/access-review/export`, {
      method: 'POST',
      headers: { cookie: admin.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(thisWeek),
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="access-review.csv"');
    const lines = (await answer.text()).split('\r\n');
    expect(lines[0]).toMatch(/^kind,name,may,opens,signs in,second factor,state,since,last seen,readOuts,/);
    expect(lines.find((line) => line.startsWith('person,operator,operator,'))).toContain('benches shipping');
    expect(lines.find((line) => line.startsWith('key,archive,audit:export,'))).toBeDefined();
    expect(lines.find((line) => line.includes('HYPERLINK'))).toMatch(/^key,"'=HYPERLINK/);
    const { rows } = await database.query(
      "SELECT actor_name, facts FROM depot.event WHERE kind = 'access.exported' ORDER BY id DESC LIMIT 1",
    );
    expect(rows).toEqual([{ actor_name: 'admin', facts: thisWeek }]);
  });

  it('is marked by a named admin, and reminds of itself 90 days later', async () => {
    const { admin } = depot.clients;
    expect(await due()).toMatchObject({ last: null, due: false });
    await database.query("UPDATE depot.person SET created_at = created_at - interval '91 days'");
    expect(await due()).toMatchObject({ last: null, due: true });
    const marked = await admin.post<ReviewDue>('access-review/reviewed', { ...thisWeek, note: 'all as it should be' });
    expect(marked).toMatchObject({ due: false, last: { by: 'admin', note: 'all as it should be' } });
    expect(Date.parse(marked.dueAt) - Date.parse(marked.last?.at ?? '')).toBe(90 * 86_400_000);
    const { rows } = await database.query<{ facts: Record<string, unknown> }>(
      "SELECT facts FROM depot.event WHERE kind = 'access.reviewed'",
    );
    expect(rows).toMatchObject([{ facts: { ...thisWeek, people: 6, note: 'all as it should be' } }]);
    // The record itself can only be added to: what is older than that is put there as such.
    await database.query(
      `INSERT INTO depot.event (at, kind, actor_kind, actor_id, actor_name, salt)
       VALUES (now() - interval '90 days 1 minute', 'access.reviewed', 'person', 'x', 'admin', '\\x00')`,
    );
    expect(await due()).toMatchObject({ due: true });
  });

  it('takes no period that ends before it begins', async () => {
    const { admin } = depot.clients;
    const problem = await admin.problem(admin.get('access-review?from=2026-02-01&to=2026-01-01'));
    expect(problem).toMatchObject({ code: 'bad-request', detail: 'the period ends before it begins' });
  });
});
