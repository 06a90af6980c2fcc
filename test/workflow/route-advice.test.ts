import type { RouteAdvice } from '@depot/contracts';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { permissions } from '../entra/permissions.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });
afterAll(() => entra.stop());
beforeEach(async () => {
  await connectDepot(line.depot.clients.admin);
  entra.tenant.users.clear();
  entra.tenant.premium = true;
  for (const permission of permissions) entra.tenant.granted.add(permission);
});

const people = ['with.plan', 'no.plan', 'nobody.here', 'o’neil.plan'];
/** A visitor of the tenant, as Entra writes their UPN. */
const guest = 'visitor_example.org#ext#@contoso.com';

function list(route: string): object {
  entra.tenant.user('no.plan@contoso.com').licensed = false;
  const upns = [...people.map((name) => `${name}@contoso.com`), guest];
  const many = Array.from({ length: 30 }, (_, at) => `sample.${String(at)}@contoso.com`);
  return { name: 'Advice', route, csv: ['upn', ...upns, ...many].join('\n') };
}

async function advice(route: string): Promise<{ all: RouteAdvice; of: (name: string) => unknown }> {
  const all = await line.depot.clients.manager.post<RouteAdvice>('batches/route-advice', list(route));
  return { all, of: (name) => all.suggestions.find(({ upn }) => upn.startsWith(name)) };
}

it('names whom a route with Premium does not suit, and suggests the other', async () => {
  const { all, of } = await advice('own-seed');
  expect(all).toMatchObject({ connected: true, premium: true, checked: 35, problems: [] });
  expect(of('no.plan')).toMatchObject({ why: 'no-premium', suggested: 'qr' });
  expect(of('nobody')).toMatchObject({ why: 'unknown', suggested: null });
  expect(of('visitor')).toMatchObject({ why: 'guest' });
  expect(all.suggestions).toHaveLength(3);
});

it('names who need not share a screen', async () => {
  const { of } = await advice('qr');
  expect(of('with.plan')).toMatchObject({ why: 'has-premium', suggested: 'own-seed' });
  expect(of('no.plan')).toBeUndefined();
});

it('suggests the QR route to everybody where the tenant has no Premium', async () => {
  entra.tenant.premium = false;
  const { all } = await advice('import');
  expect(all.premium).toBe(false);
  expect(all.suggestions.filter(({ why }) => why === 'no-premium')).toHaveLength(33);
});

it('is given for a batch that was made, as far as its jobs wait', async () => {
  const { manager } = line.depot.clients;
  const { id } = await manager.post<{ id: string }>('batches', list('own-seed'));
  const given = await manager.get<RouteAdvice>(`batches/${id}/route-advice`);
  expect(given.suggestions.map(({ why }) => why).sort()).toEqual(['guest', 'no-premium', 'unknown']);
});

it.each([
  ['User.Read.All', { checked: 0, premium: true }],
  ['Organization.Read.All', { checked: 35, premium: null }],
] as const)('names the missing %s, and says the rest', async (permission, rest) => {
  entra.tenant.granted.delete(permission);
  const { all } = await advice('own-seed');
  expect(all).toMatchObject(rest);
  expect(all.problems).toHaveLength(1);
  expect(all.problems[0]?.todo.en).toContain(`${permission} is missing`);
  expect(all.problems[0]?.said).toMatch(/Authorization_RequestDenied, request-id/);
});

it('says so where there is nobody to ask', async () => {
  await line.depot.clients.admin.post('directory/connection/forget', { reason: 'the end of a trial' });
  expect((await advice('own-seed')).all).toMatchObject({ connected: false, suggestions: [] });
});
