import type { EventView, JobView, PassMade, PassOffer } from '@depot/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { passesMade } from '../entra/pass-routes.js';
import { permissions } from '../entra/permissions.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });
let job: JobView;
const wanted = { minutes: 120, once: true, reason: 'the token is in the post' };

beforeAll(async () => {
  await connectDepot(line.depot.clients.admin);
  const { hands } = line;
  await line.batch('own-seed');
  await hands.next();
  job = await hands.shipProved(await hands.prove(await hands.burn(await hands.place.station.bench.takeFresh())));
}, 180_000);
afterAll(() => entra.stop());
beforeEach(() => {
  for (const permission of permissions) entra.tenant.granted.add(permission);
  entra.tenant.policies.temporaryAccessPass = true;
  entra.tenant.user(job.upn).pass = null;
});

const offer = (): Promise<PassOffer> => line.depot.clients.operator.get(`jobs/${job.id}/temporary-pass`);
const make = (body: object = wanted): Promise<PassMade> =>
  line.depot.clients.operator.post(`jobs/${job.id}/temporary-pass`, body);
const events = async (kind: string): Promise<EventView[]> =>
  (await line.depot.clients.operator.get<EventView[]>(`jobs/${job.id}/timeline`)).filter(
    (event) => event.kind === kind,
  );

it('is offered as the policy allows, and shown in one answer', async () => {
  expect(await offer()).toMatchObject({ offered: true, minMinutes: 60, maxMinutes: 480, onceOnly: false });
  const made = await make();
  expect(made).toMatchObject({ upn: job.upn, pass: passesMade.at(-1), once: true });
  expect(Date.parse(made.until)).toBeGreaterThan(Date.parse(job.updatedAt) + 100 * 60_000);
});

it('is on the record by whom, for whom, why and how long, and is itself nowhere', async () => {
  const { pass } = await make();
  const [made] = (await events('directory.pass-made')).slice(-1);
  expect(made).toMatchObject({ actor: { kind: 'person' }, facts: { ...wanted, upn: job.upn } });
  const exported = await line.depot.clients.admin.download('audit/export', { reason: 'looking for the pass' });
  expect(exported).toContain('directory.pass-made');
  expect(exported).not.toContain(pass);
});

it('is made anew where there is one already only when that is wanted', async () => {
  await make();
  const { operator } = line.depot.clients;
  expect((await operator.problem(make())).code).toBe('pass-there');
  expect((await make({ ...wanted, replace: true })).pass).toBe(passesMade.at(-1));
});

it.each(['failed-after', 'lost-after', 'lost-before'] as const)(
  'whose answer ended with “%s” is taken away, and the next one is told',
  async (fault) => {
    entra.faults.failNext(fault, 'POST /users/{id}/authentication/temporaryAccessPassMethods');
    const { pass } = await make();
    expect(pass).toBe(passesMade.at(-1));
    expect(entra.tenant.user(job.upn).pass).not.toBeNull();
  },
);

it('names what is missing: the policy, the permission to read it, the permission to make one', async () => {
  entra.tenant.policies.temporaryAccessPass = false;
  expect((await offer()).todo?.en).toMatch(/Temporary Access Pass → Enable/);
  const byPolicy = await line.depot.clients.operator.problem(make());
  expect(byPolicy.detail).toMatch(/not enabled by policy.+Temporary Access Pass → Enable/);
  entra.tenant.granted.delete('Policy.ReadWrite.AuthenticationMethod');
  const unread = await offer();
  expect(unread).toMatchObject({ offered: false, said: expect.stringMatching(/request-id/) as string });
  expect(unread.todo?.en).toMatch(/Policy\.ReadWrite\.AuthenticationMethod is missing/);
  entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
  const refused = await line.depot.clients.operator.problem(make());
  expect(refused.detail).toMatch(/UserAuthenticationMethod\.ReadWrite\.All is missing/);
  expect((await events('directory.pass-refused')).at(-1)?.facts).toMatchObject({ code: 'Authorization_RequestDenied' });
});

it('is not to be had for a privileged recipient but from an admin, nor before the token is proved', async () => {
  const { admin, manager, operator } = line.depot.clients;
  const { id } = await manager.post<{ id: string }>('batches', {
    name: 'Privileged',
    route: 'own-seed',
    csv: `upn,privileged\n${job.upn},yes`,
  });
  expect((await operator.problem(make())).code).toBe('not-your-role');
  expect(await admin.post<PassMade>(`jobs/${job.id}/temporary-pass`, wanted)).toMatchObject({ upn: job.upn });
  const { jobs } = await manager.get<{ jobs: JobView[] }>(`batches/${id}/jobs`);
  const early = admin.post(`jobs/${jobs[0]?.id ?? ''}/temporary-pass`, wanted);
  expect((await admin.problem(early)).code).toBe('move-refused');
});
