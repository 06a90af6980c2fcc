import type {
  ArrivalCodeMade,
  CallerAnswered,
  EventView,
  HelpdeskCase,
  JobView,
  LostInPost,
  ReadOutView,
  ShownCodes,
  WithdrawalView,
} from '@depot/contracts';
import { usualReadOutRules } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../depot/client.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { Hook } from '../mail/hook.js';
import { noticesTo } from '../mail/notice-settings.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const hook = await Hook.open();
const line = useLine({
  stations: [2],
  latencyMs: 2,
  environment: {
    ...entra.environment,
    ...noticesTo(hook),
  },
});
const reason = 'the carrier cannot find it';

describe('a token that is lost in the post', () => {
  const { helpdesk, manager, operator } = {
    helpdesk: (): Client => line.depot.clients.helpdesk,
    manager: (): Client => line.depot.clients.manager,
    operator: (): Client => line.depot.clients.operator,
  };

  beforeAll(async () => {
    await connectDepot(line.depot.clients.admin);
    const rules = { ...usualReadOutRules, open: true, reason: 'a sample' };
    await line.depot.clients.admin.post('helpdesk/rules', rules);
  });
  afterAll(async () => {
    await entra.stop();
    hook.close();
  });

  const lose = (job: JobView, body: object, client = helpdesk()) =>
    client.post<LostInPost>(`jobs/${job.id}/lost-in-post`, body);
  const preview = (job: JobView) => helpdesk().get<LostInPost>(`jobs/${job.id}/lost-in-post`);
  const kinds = async (job: { id: string }): Promise<string[]> =>
    (await manager().get<EventView[]>(`jobs/${job.id}/timeline`)).map(({ kind }) => kind);
  const withdrawals = (job: JobView) => operator().get<WithdrawalView[]>(`directory/withdrawals?job=${job.id}`);
  const happened = (job: { id: string }, kind: string) =>
    line.live.until(async () => ((await kinds(job)).includes(kind) ? true : null), `${kind} on the timeline`);
  const deviceOf = ({ serial }: JobView) =>
    [...entra.tenant.devices.values()].filter((device) => device.serialNumber === serial);

  async function makeBatch(name: string, route: 'qr' | 'own-seed'): Promise<void> {
    const csv = [
      'upn,display name,reference,street,postal code,city,country,phone',
      `${name}@contoso.com,${name} Sample,CC-1,1 Sample Street,69001,Lyon,FR,+33 4 00 00 12 34`,
    ].join('\n');
    await manager().post('batches', { name: `For ${name}`, route, csv });
  }
  /** A token of that recipient's, on its way. */
  async function posted(name: string, route: 'qr' | 'own-seed'): Promise<JobView> {
    await makeBatch(name, route);
    return through(route);
  }
  /** The next job, from the line to the post. */
  async function through(route: 'qr' | 'own-seed'): Promise<JobView> {
    return line.hands.shipProved(await enrolled(route));
  }
  async function enrolled(route: 'qr' | 'own-seed'): Promise<JobView> {
    const { hands } = line;
    const taken = await hands.take();
    if (route === 'qr') await hands.capture(taken);
    const burned = await hands.burn(await hands.place.station.bench.takeFresh());
    const proved = await hands.prove(burned);
    return hands.recorded(route === 'qr' ? await hands.confirm(proved) : proved);
  }
  /** The caller's check, answered as the recipient would. */
  async function checked(job: JobView): Promise<HelpdeskCase> {
    let now = await helpdesk().post<HelpdeskCase>(`helpdesk/jobs/${job.id}/checks`);
    const said: Record<string, string> = { reference: 'CC-1', 'postal-code': '69001', 'phone-end': '1234' };
    for (const { question } of now.check?.questions ?? []) {
      const body = { question, answer: said[question] };
      now = (await helpdesk().post<CallerAnswered>(`helpdesk/checks/${now.check?.id ?? ''}/answers`, body)).case;
    }
    return now;
  }

  it('opens nothing from that moment on where Entra can be told, and is made good by a job that is linked with it', async () => {
    const job = await posted('ann', 'own-seed');
    expect(deviceOf(job)).toMatchObject([{ status: 'activated' }]);
    expect(await preview(job)).toMatchObject({
      revoked: 'graph',
      seed: 'kept',
      waysIn: ['none'],
      pass: true,
      replacedBy: null,
    });
    const refused = await helpdesk().problem(lose(job, { reason, wayIn: 'read-out' }));
    expect(refused.code).toBe('way-in-closed');
    const { replacedBy } = await lose(job, { reason });
    const [old, made] = await Promise.all([line.hands.job(job.id), line.hands.job(replacedBy?.jobId ?? '')]);
    expect(old).toMatchObject({ state: 'lost', seed: 'destroyed', replacedBy, replaces: null });
    expect(replacedBy).toMatchObject({ jobNumber: made.number, waiting: true, wayIn: 'none' });
    expect(made).toMatchObject({
      state: 'waiting',
      serial: null,
      batchId: job.batchId,
      upn: job.upn,
      route: job.route,
    });
    expect(made.replaces).toEqual({ jobId: job.id, jobNumber: job.number });
    await happened(job, 'directory.unassigned');
    expect(deviceOf(job)).toMatchObject([{ assignedTo: null }]);
    expect(await kinds(job)).toEqual(expect.arrayContaining(['job.lost', 'seed.destroyed', 'directory.unassigned']));
    // The new one goes its way, and is no lost one.
    const next = await through('own-seed');
    expect(next.id).toBe(made.id);
    expect(next.serial).not.toBe(job.serial);
    expect((await line.hands.job(job.id)).replacedBy).toMatchObject({ waiting: false });
    await line.hands.arrive(next);
  });

  it('is done once, however often and by whomever it is said', async () => {
    const job = await posted('bob', 'own-seed');
    const said = [helpdesk(), manager(), operator(), line.depot.clients.admin].map((client) =>
      lose(job, { reason }, client),
    );
    const made = new Set((await Promise.all(said)).map(({ replacedBy }) => replacedBy?.jobId));
    expect(made.size).toBe(1);
    expect((await kinds(job)).filter((kind) => kind === 'job.lost')).toHaveLength(1);
    await line.hands.arrive(await through('own-seed'));
  });

  it('wants a reason, and something that is on its way', async () => {
    await makeBatch('cleo', 'own-seed');
    const job = await enrolled('own-seed');
    expect((await helpdesk().problem(lose(job, {}))).code).toBe('bad-request');
    expect((await helpdesk().problem(lose(job, { reason }))).code).toBe('move-refused');
    expect((await line.hands.job(job.id)).state).toBe('packing');
    await line.hands.arrive(await line.hands.shipProved(job));
  });

  it('stays the only way in without Premium, each code with a second person’s yes, until the new token is enrolled', async () => {
    const job = await posted('dan', 'qr');
    expect(await preview(job)).toMatchObject({ revoked: 'by-hand', waysIn: ['read-out', 'none'], readOutsOpen: true });
    const { replacedBy } = await lose(job, { reason });
    expect(replacedBy).toMatchObject({ waiting: true, wayIn: 'read-out' });
    expect(await line.hands.job(job.id)).toMatchObject({ state: 'lost', seed: 'kept' });
    expect(await withdrawals(job)).toEqual([]);

    const caller = await checked(job);
    expect(caller).toMatchObject({ door: null, lastWayIn: true, needsSecondPerson: true });
    const wanted = { reason: 'to enrol the new token', ticket: 'INC-1' };
    const asked = await helpdesk().post<HelpdeskCase>(`helpdesk/checks/${caller.check?.id ?? ''}/read-outs`, wanted);
    expect(asked.readOut).toMatchObject({ status: 'waiting' });
    const path = `helpdesk/read-outs/${asked.readOut?.id ?? ''}`;
    const early = await helpdesk().problem(helpdesk().post(`${path}/codes`, { at: null }));
    expect(early.code).toBe('read-out-over');
    await manager().post<ReadOutView[]>(`${path}/decide`, { approve: true });
    const { codes } = await helpdesk().post<ShownCodes>(`${path}/codes`, { at: null });
    expect(codes).toHaveLength(2);
    const page = line.hands.pageOf(job.id);
    const middle = (Date.parse(codes[0]?.from ?? '') + Date.parse(codes[0]?.until ?? '')) / 2000;
    expect(page?.takes({ code: codes[0]?.code ?? '', at: middle, now: middle })).toBe(true);

    const next = await enrolled('qr');
    expect(next.id).toBe(replacedBy?.jobId);
    expect(await line.hands.job(job.id)).toMatchObject({ seed: 'destroyed', replacedBy: { waiting: false } });
    expect(await helpdesk().get<HelpdeskCase>(`helpdesk/jobs/${job.id}`)).toMatchObject({ door: 'ended' });
    expect((await helpdesk().problem(helpdesk().post(`${path}/codes`, { at: null }))).code).toBe('read-out-closed');
    expect(await kinds(job)).toEqual(expect.arrayContaining(['job.way-in-ended', 'seed.destroyed']));
    expect((await withdrawals(job)).map(({ goal }) => goal)).toEqual(['unassigned']);
    await line.hands.arrive(await line.hands.shipProved(next));
  });

  it('lets its recipient in no more where somebody says so at once', async () => {
    const job = await posted('eve', 'qr');
    const { replacedBy } = await lose(job, { reason, wayIn: 'none' });
    expect(replacedBy?.wayIn).toBe('none');
    expect(await line.hands.job(job.id)).toMatchObject({ state: 'lost', seed: 'destroyed' });
    expect(await withdrawals(job)).toHaveLength(1);
    expect(await helpdesk().get<HelpdeskCase>(`helpdesk/jobs/${job.id}`)).toMatchObject({ door: 'ended' });
    await line.hands.arrive(await through('qr'));
  });

  it('may not leave anybody outside: the new job is cancelled only when another way works, and the seed goes with it', async () => {
    const job = await posted('fay', 'qr');
    const { replacedBy } = await lose(job, { reason });
    const cancel = (methodGone: boolean) =>
      operator().post<JobView>(`jobs/${replacedBy?.jobId ?? ''}/cancel`, { reason: 'left the house', methodGone });
    expect((await operator().problem(cancel(false))).code).toBe('method-first');
    expect(await line.hands.job(job.id)).toMatchObject({ seed: 'kept' });
    expect(await cancel(true)).toMatchObject({ state: 'cancelled' });
    expect(await line.hands.job(job.id)).toMatchObject({ seed: 'destroyed', replacedBy: { waiting: false } });
  });

  it('that turns up and is declared returned is burned anew, and nothing of its old seed is left', async () => {
    const job = await posted('gus', 'qr');
    await lose(job, { reason });
    const path = `tokens/${job.serial ?? ''}/declare-returned`;
    const token = await line.depot.clients.admin.post(path, { reason: 'it lay at the neighbour’s' });
    expect(token).toMatchObject({ status: 'returned', seed: 'none' });
    expect(await line.hands.job(job.id)).toMatchObject({ seed: 'destroyed', replacedBy: { waiting: false } });
    await line.hands.arrive(await through('qr'));
  });

  it('is stopped, taken from its user in Entra and alarmed of at once when whoever got it says “this is not me”', async () => {
    const job = await posted('hal', 'own-seed');
    const { code } = await manager().post<ArrivalCodeMade>(`jobs/${job.id}/arrival-code`);
    const said = await fetch(`${line.depot.url}/api/arrival/not-me`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: code.replace(' ', '') }),
    });
    expect(said.status).toBe(200);
    // In the same transaction: by the answer the job is over, and the other two are on record as owed.
    expect(await line.hands.job(job.id)).toMatchObject({ state: 'lost', seed: 'destroyed' });
    expect(await withdrawals(job)).toHaveLength(1);
    await hook.said('not-me');
    await happened(job, 'directory.unassigned');
    expect(deviceOf(job)).toMatchObject([{ assignedTo: null }]);
    expect(await helpdesk().get<HelpdeskCase>(`helpdesk/jobs/${job.id}`)).toMatchObject({ door: 'ended' });
  });
});
