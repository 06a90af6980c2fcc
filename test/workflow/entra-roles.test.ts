import type {
  CallerAnswered,
  EventView,
  HelpdeskCase,
  JobView,
  PassMade,
  PassOffer,
  ReadOutRules,
} from '@depot/contracts';
import { usualReadOutRules } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { passesMade } from '../entra/pass-routes.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], latencyMs: 2, environment: entra.environment });
const names = ['ann', 'bob', 'cleo'] as const;
const csv = [
  'upn,display name,reference,street,postal code,city,country,phone',
  ...names.map((name) => `${name}@contoso.com,${name} Sample,CC-1,1 Sample Street,69001,Lyon,FR,+33 4 00 00 12 34`),
].join('\n');
/** Microsoft’s own id of the role Global Administrator. */
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

describe('recipients who hold a role in Entra', () => {
  const jobs = new Map<string, JobView>();
  const helpdesk = () => line.depot.clients.helpdesk;
  const idOf = (name: string): string => jobs.get(name)?.id ?? '';
  const caseOf = (name: string) => helpdesk().get<HelpdeskCase>(`helpdesk/jobs/${idOf(name)}`);
  const setRules = (rules: Partial<ReadOutRules>) =>
    line.depot.clients.admin.post('helpdesk/rules', { ...usualReadOutRules, open: true, ...rules, reason: 'a sample' });
  async function checked(name: string, client = helpdesk()): Promise<HelpdeskCase> {
    let now = await client.post<HelpdeskCase>(`helpdesk/jobs/${idOf(name)}/checks`);
    const said: Record<string, string> = { reference: 'CC-1', 'postal-code': '69001', 'phone-end': '1234' };
    for (const { question } of now.check?.questions ?? []) {
      const body = { question, answer: said[question] };
      now = (await client.post<CallerAnswered>(`helpdesk/checks/${now.check?.id ?? ''}/answers`, body)).case;
    }
    return now;
  }

  beforeAll(async () => {
    await connectDepot(line.depot.clients.admin);
    entra.tenant.user('ann@contoso.com').roles.push(globalAdministrator);
    await setRules({});
    await line.depot.clients.manager.post('batches', { name: 'Roles', route: 'qr', csv });
    const { hands } = line;
    for (let at = 0; at < names.length; at += 1) {
      const taken = await hands.next();
      if (taken === null) throw new Error('Nobody waits.');
      await hands.capture(taken);
      const burned = await hands.burn(await hands.place.station.bench.takeFresh());
      const posted = await hands.shipProved(await hands.confirm(await hands.prove(burned)));
      jobs.set(posted.upn.split('@')[0] ?? '', posted);
    }
  }, 120_000);
  afterAll(() => entra.stop());

  it('are privileged by that, whatever their batch says: no code where the rules forbid it', async () => {
    expect(jobs.get('ann')?.privileged).toBe(false);
    expect(await caseOf('ann')).toMatchObject({ privileged: true, privilegedBy: 'role', door: 'privileged' });
    const refused = await helpdesk().problem(helpdesk().post(`helpdesk/jobs/${idOf('ann')}/checks`));
    expect(refused).toMatchObject({ code: 'read-out-closed', facts: { door: 'privileged' } });
    expect(await caseOf('bob')).toMatchObject({ privileged: false, privilegedBy: null, door: null, rolesUnread: null });
  });

  it('need a second person’s yes where the rules allow it', async () => {
    await setRules({ privileged: 'second-person' });
    const { check, needsSecondPerson } = await checked('ann');
    expect(needsSecondPerson).toBe(true);
    const wanted = { reason: 'locked out', ticket: 'INC-1' };
    const asked = await helpdesk().post<HelpdeskCase>(`helpdesk/checks/${check?.id ?? ''}/read-outs`, wanted);
    expect(asked.readOut).toMatchObject({ status: 'waiting' });
  });

  it('are asked about once in a while, not at each key', async () => {
    const asks = () => entra.graph.seen.filter(({ route }) => route.includes('transitiveRoleAssignments')).length;
    await caseOf('bob');
    const before = asks();
    for (let times = 0; times < 5; times += 1) await caseOf('bob');
    expect(asks()).toBe(before);
  });

  it('are known only where the depot may read roles; else the batch counts, and the helpdesk is told why', async () => {
    entra.tenant.granted.delete('RoleManagement.Read.Directory');
    const found = await caseOf('cleo');
    expect(found).toMatchObject({ privileged: false, door: null });
    expect(found.rolesUnread).toContain('RoleManagement.Read.Directory is missing');
    entra.tenant.granted.add('RoleManagement.Read.Directory');
  });

  it('a checked caller is offered a pass before any code; a privileged one gets it from an admin alone', async () => {
    expect(await caseOf('bob')).toMatchObject({ passFirst: true });
    const begun = await helpdesk().post<HelpdeskCase>(`helpdesk/jobs/${idOf('bob')}/checks`);
    const unchecked = helpdesk().get(`helpdesk/checks/${begun.check?.id ?? ''}/temporary-pass`);
    expect((await helpdesk().problem(unchecked)).code).toBe('caller-check');
    const { check } = await checked('bob');
    const path = `helpdesk/checks/${check?.id ?? ''}/temporary-pass`;
    expect(await helpdesk().get<PassOffer>(path)).toMatchObject({ offered: true });
    const wanted = { minutes: 60, once: true, reason: 'the token is in the post' };
    const made = await helpdesk().post<PassMade>(path, wanted);
    expect(made).toMatchObject({ upn: 'bob@contoso.com', pass: passesMade.at(-1) });
    const { admin } = line.depot.clients;
    expect((await admin.problem(admin.post(path, wanted))).code).toBe('caller-check');
    const ann = `helpdesk/checks/${(await checked('ann')).check?.id ?? ''}/temporary-pass`;
    expect((await helpdesk().problem(helpdesk().post(ann, wanted))).code).toBe('not-your-role');
    const byAdmin = `helpdesk/checks/${(await checked('ann', admin)).check?.id ?? ''}/temporary-pass`;
    expect(await admin.post<PassMade>(byAdmin, wanted)).toMatchObject({ upn: 'ann@contoso.com' });
    const events = await admin.get<EventView[]>(`jobs/${idOf('bob')}/timeline`);
    expect(events.map(({ kind }) => kind)).toContain('directory.pass-made');
    for (const pass of passesMade) expect(JSON.stringify(events)).not.toContain(pass);
  });

  it('get no pass at the bench either, but from an admin', async () => {
    const { operator } = line.depot.clients;
    const wanted = { minutes: 60, once: true, replace: true, reason: 'the token is in the post' };
    const make = (name: string) => operator.post<PassMade>(`jobs/${idOf(name)}/temporary-pass`, wanted);
    expect(await operator.problem(make('ann'))).toMatchObject({ code: 'not-your-role' });
    expect(await make('bob')).toMatchObject({ upn: 'bob@contoso.com' });
  });
});
