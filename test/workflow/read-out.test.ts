import { execFileSync } from 'node:child_process';
import type {
  BatchView,
  CallerAnswered,
  EventView,
  HelpdeskCase,
  HelpdeskFindings,
  JobView,
  ReadOutRules,
  ReadOutView,
  ShownCode,
  ShownCodes,
} from '@depot/contracts';
import { usualReadOutRules } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { Client } from '../depot/client.js';
import { leftOut } from '../depot/left-out.js';
import { Hook } from '../mail/hook.js';
import { noticesTo } from '../mail/notice-settings.js';
import { useLine } from './line.fixture.js';

const hook = await Hook.open();
const line = useLine({
  stations: [1],
  latencyMs: 2,
  environment: {
    ...noticesTo(hook),
  },
});
const names = ['anna', 'bert', 'carl', 'dora', 'emma'] as const;
type Name = (typeof names)[number];
const csvOf = (some: readonly Name[]): string =>
  [
    'upn,display name,privileged,reference,street,postal code,city,country,phone',
    ...some.map((name) => {
      const at = String(names.indexOf(name));
      const said = `CC-47${at}1,${at} Sample Street,LY6900${at},Lyon,FR,+33 4 00 00 12 3${at}`;
      return `${name}@contoso.com,${name} Sample,${name === 'dora' ? 'yes' : 'no'},${said}`;
    }),
  ].join('\n');
const password = 'a long enough sample';
const usual = { reason: 'their phone is gone', ticket: 'INC-4711' };

describe('reading codes out', () => {
  const jobs = new Map<Name, JobView>();
  const secrets = new Map<Name, string>();
  const heard: string[] = [];
  let other: Client;

  const helpdesk = (): Client => line.depot.clients.helpdesk;
  const job = (name: Name): JobView => {
    const found = jobs.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  };
  const setRules = (rules: Partial<ReadOutRules>) =>
    line.depot.clients.admin.post<ReadOutRules>('helpdesk/rules', {
      ...usualReadOutRules,
      open: true,
      ...rules,
      reason: 'a sample',
    });
  const caseOf = (name: Name, client = helpdesk()) => client.get<HelpdeskCase>(`helpdesk/jobs/${job(name).id}`);
  const events = (name: Name) => helpdesk().get<EventView[]>(`jobs/${job(name).id}/timeline`);

  /** What the caller says, as anybody would who is the recipient. */
  function said(name: Name, question: string): string {
    const { recipient } = job(name);
    if (question === 'reference') return (recipient.reference ?? '').toLowerCase().replace('-', ' ');
    if (question === 'postal-code') return recipient.address.postalCode ?? '';
    return (recipient.phone ?? '').slice(-5);
  }
  async function check(name: Name, client = helpdesk()): Promise<HelpdeskCase> {
    let now = await client.post<HelpdeskCase>(`helpdesk/jobs/${job(name).id}/checks`);
    for (const { question } of now.check?.questions ?? []) {
      const body = { question, answer: said(name, question) };
      const answer = await client.post<CallerAnswered>(`helpdesk/checks/${now.check?.id ?? ''}/answers`, body);
      expect(answer.match).toBe(true);
      now = answer.case;
    }
    return now;
  }
  const ask = async (name: Name, client = helpdesk()): Promise<HelpdeskCase> => {
    const { check: checked } = await check(name, client);
    return client.post<HelpdeskCase>(`helpdesk/checks/${checked?.id ?? ''}/read-outs`, usual);
  };
  async function show(readOut: ReadOutView | null, at: number | null = null, client = helpdesk()): Promise<ShownCodes> {
    const answer = await client.post<ShownCodes>(`helpdesk/read-outs/${readOut?.id ?? ''}/codes`, { at });
    heard.push(JSON.stringify(answer));
    return answer;
  }
  /** What oathtool shows in the middle of a code's time, by the token's own clock. */
  function oathtool(name: Name, shown: ShownCode, ahead: number): string {
    const middle = (Date.parse(shown.from) + Date.parse(shown.until)) / 2000 + ahead;
    const args = ['-b', '--totp', `--now=@${String(Math.floor(middle))}`, secrets.get(name) ?? ''];
    return execFileSync('oathtool', args).toString().trim();
  }

  afterAll(() => {
    hook.close();
  });

  beforeAll(async () => {
    const { depot, hands } = line;
    await depot.clients.admin.post('people', { name: 'second.helper', password, roles: ['helpdesk'] });
    other = await new Client(depot.url).signIn('second.helper', password);
    const batch = (name: string, some: readonly Name[], more: object) =>
      depot.clients.manager.post('batches', { name, route: 'qr', csv: csvOf(some), ...more });
    await batch('Read-outs', ['anna', 'bert', 'carl', 'dora'], {});
    await batch('Not now', ['emma'], { whenTokenComes: 'deny' });
    for (let at = 0; at < names.length; at += 1) {
      const taken = await hands.take();
      await hands.capture(taken);
      const serial = await hands.place.station.bench.takeFresh();
      const name = names.find((each) => taken.upn.startsWith(each));
      if (name === undefined) throw new Error(`Nobody knows ${taken.upn}.`);
      // Carl's token is a minute and a half ahead.
      await hands.place.station.bench.setClock(serial, name === 'carl' ? 90 : 0);
      const burned = await hands.burn(serial);
      const confirmed = await hands.confirm(await hands.prove(burned));
      jobs.set(name, name === 'emma' ? await hands.recorded(confirmed) : await hands.shipProved(confirmed));
      secrets.set(name, hands.pageOf(taken.id)?.secretBase32 ?? '');
    }
  }, 120_000);

  it('is closed until an admin opens it, says so on record, and opens when the parcel is posted', async () => {
    expect((await caseOf('anna')).door).toBe('closed');
    const closed = await helpdesk().problem(helpdesk().post(`helpdesk/jobs/${job('anna').id}/checks`));
    expect(closed.code).toBe('read-out-closed');
    expect((await helpdesk().problem(helpdesk().post('helpdesk/rules', { reason: 'let me' }))).code).toBe(
      'not-your-role',
    );
    expect(await setRules({})).toMatchObject({ open: true, perDay: 3, perShipment: 10, privileged: 'forbid' });
    expect((await caseOf('anna')).door).toBeNull();
    expect((await caseOf('emma')).door).toBe('not-posted');
    expect((await caseOf('dora')).door).toBe('privileged');
  });

  it('finds the parcel by person, reference, serial and tracking number', async () => {
    const { serial, number } = job('anna');
    for (const search of [
      'anna sam',
      'ANNA@contoso.com',
      'cc-4701',
      serial ?? '',
      `SP${serial ?? ''}`,
      String(number),
    ]) {
      const { found } = await helpdesk().get<HelpdeskFindings>(`helpdesk/parcels?search=${encodeURIComponent(search)}`);
      expect(found.map(({ jobId }) => jobId)).toContain(job('anna').id);
    }
  });

  it('tells the helpdesk nothing of what the caller is asked for', async () => {
    const { recipient } = job('anna');
    const looked = JSON.stringify([
      await helpdesk().get(`jobs/${job('anna').id}`),
      await helpdesk().get('helpdesk/parcels?search=anna'),
      await helpdesk().post(`helpdesk/jobs/${job('anna').id}/checks`),
    ]);
    for (const secret of [recipient.reference, recipient.phone, recipient.address.street, recipient.address.postalCode])
      expect(looked).not.toContain(secret);
    expect(looked).toContain('anna@contoso.com');
    const manager = await line.depot.clients.manager.get<JobView>(`jobs/${job('anna').id}`);
    expect(manager.recipient.phone).toBe(recipient.phone);
  });

  it('takes no code out of order: unchecked, half checked, checked by somebody else', async () => {
    const { check: begun } = await helpdesk().post<HelpdeskCase>(`helpdesk/jobs/${job('anna').id}/checks`);
    const path = `helpdesk/checks/${begun?.id ?? ''}`;
    expect((await helpdesk().problem(helpdesk().post(`${path}/read-outs`, usual))).code).toBe('caller-check');
    const [first] = begun?.questions ?? [];
    const body = { question: first?.question, answer: said('anna', first?.question ?? '') };
    expect(await helpdesk().post<CallerAnswered>(`${path}/answers`, body)).toMatchObject({ match: true });
    expect((await helpdesk().problem(helpdesk().post(`${path}/read-outs`, usual))).code).toBe('caller-check');
    expect((await other.problem(other.post(`${path}/answers`, body))).code).toBe('caller-check');
    const { readOut } = await ask('anna');
    expect((await other.problem(show(readOut, null, other))).code).toBe('not-your-role');
  });

  it.skipIf(leftOut('oathtool'))(
    'shows what oathtool shows for the token’s own time: now, next, ahead and past',
    async () => {
      for (const name of ['anna', 'carl'] as const) {
        // As its own code told when it was proved: to the step that it was typed in.
        const { drift } = await line.hands.job(job(name).id);
        const { readOut } = await ask(name);
        const ahead = await show(readOut, 600);
        const present = await show(readOut);
        const past = await show((await ask(name)).readOut, -120);
        const shown = [...present.codes, ...ahead.codes, ...past.codes];
        expect(shown.map(({ kind }) => kind)).toEqual(['now', 'next', 'moment', 'moment']);
        expect(shown.map(({ code }) => code)).toEqual(shown.map((each) => oathtool(name, each, drift ?? 0)));
        expect(present.drift).toBe(drift);
        if (name === 'carl') expect([60, 90]).toContain(drift);
        const [now, next] = present.codes;
        expect(now?.endsIn).toBeGreaterThan(0);
        expect(now?.startsIn).toBeLessThanOrEqual(0);
        expect(next?.startsIn).toBe(now?.endsIn);
      }
    },
  );

  it('shows what the token itself shows', async () => {
    await setRules({ perDay: 20 });
    const { readOut } = await ask('bert');
    // It may change in between, and its clock is set in whole seconds: it may be a moment behind.
    const display = async () => (await line.hands.place.station.bench.display(job('bert').serial ?? '')).code;
    const before = await display();
    const { codes } = await show(readOut);
    const told = codes.map(({ code }) => code);
    await expect.poll(async () => told.includes(before) || told.includes(await display())).toBe(true);
    // Asked again it shows the same; of another moment there is only one.
    expect((await show(readOut)).codes.map(({ code }) => code)).toEqual(codes.map(({ code }) => code));
    const [moment] = (await show(readOut, 900)).codes;
    // Where the answer is lost, “in 15 minutes” is asked for again when that is 40 seconds later.
    expect((await show(readOut, 940)).codes).toMatchObject([{ code: moment?.code, from: moment?.from }]);
    expect((await helpdesk().problem(show(readOut, 1200))).code).toBe('read-out-over');
  });

  it('is on record as no proof of possession, and takes neither its own codes nor its reader for an arrival', async () => {
    const told = (await events('bert')).filter(({ kind }) => kind === 'read-out.shown');
    expect(told.map(({ facts }) => facts['proof'])).toEqual(['none', 'none']);
    expect(told[0]?.facts).toMatchObject({ ticket: 'INC-4711', reason: 'their phone is gone' });
    const arrive = `jobs/${job('bert').id}/arrive`;
    const { readOut } = await ask('bert');
    const { codes } = await show(readOut);
    for (const { code } of codes) {
      expect((await helpdesk().problem(helpdesk().post(arrive, { code }))).code).toBe('read-out-code');
    }
    const attestation = { attestation: 'they told me so' };
    expect((await helpdesk().problem(helpdesk().post(arrive, attestation))).code).toBe('read-out-by-you');
    expect(await other.post<JobView>(arrive, attestation)).toMatchObject({ state: 'arrived', seed: 'destroyed' });
    expect((await caseOf('bert')).door).toBe('ended');
    expect((await helpdesk().problem(show(readOut))).code).toBe('read-out-closed');
  });

  it('tells the recipient on another way, once for each read-out, and no code', async () => {
    await hook.said('code-read-out');
    const calls = () => hook.calls.filter(({ body }) => body.includes('code-read-out'));
    // Two for Anna, two for Carl, two for Bert.
    await expect.poll(() => calls().length).toBe(6);
    const codes = heard.flatMap((answer) => (JSON.parse(answer) as ShownCodes).codes.map(({ code }) => code));
    for (const { body } of calls()) for (const code of codes) expect(body).not.toMatch(new RegExp(`\\b${code}\\b`));
    expect(calls()[0]?.body).toContain('call your help desk at once');
  });

  it('stops at its cap, also when several ask at once', async () => {
    await setRules({ perDay: 4 });
    const before = (await caseOf('carl')).leftToday;
    expect(before).toBe(2);
    const checks = await Promise.all([helpdesk(), other].map((client) => check('carl', client)));
    const asks = [0, 1, 2, 3].map((at) => {
      const client = at % 2 === 0 ? helpdesk() : other;
      const id = checks[at % 2]?.check?.id ?? '';
      return client.post<HelpdeskCase>(`helpdesk/checks/${id}/read-outs`, usual).then(
        () => 'done',
        () => 'refused',
      );
    });
    expect((await Promise.all(asks)).sort()).toEqual(['done', 'done', 'refused', 'refused']);
    expect((await caseOf('carl', line.depot.clients.admin)).door).toBe('day-full');
  });

  it('asks a second person for a privileged recipient, who is told at once and is not the same', async () => {
    await setRules({ privileged: 'second-person', callBack: true });
    const checked = await check('dora');
    expect(checked.check).toMatchObject({ passed: false, callBackTo: job('dora').recipient.phone });
    const id = checked.check?.id ?? '';
    expect((await helpdesk().problem(helpdesk().post(`helpdesk/checks/${id}/read-outs`, usual))).code).toBe(
      'caller-check',
    );
    const called = await helpdesk().post<HelpdeskCase>(`helpdesk/checks/${id}/called-back`);
    expect(called.check).toMatchObject({ passed: true, callBackTo: null, calledBack: true });
    const { newest: after } = line.live;
    const { readOut } = await helpdesk().post<HelpdeskCase>(`helpdesk/checks/${id}/read-outs`, usual);
    expect(readOut).toMatchObject({ status: 'waiting' });
    const waiting = () => line.depot.clients.manager.get<ReadOutView[]>('helpdesk/read-outs');
    const [one] = await line.live.until(
      async () => {
        const all = await waiting();
        return all.length === 0 ? null : all;
      },
      'the request to be heard of',
      { matters: ({ kind }) => kind === 'read-out.asked', after },
    );
    expect(one).toMatchObject({ id: readOut?.id, upn: 'dora@contoso.com', ticket: 'INC-4711' });
    expect((await helpdesk().problem(show(readOut))).code).toBe('read-out-over');
    const decide = `helpdesk/read-outs/${readOut?.id ?? ''}/decide`;
    expect((await helpdesk().problem(helpdesk().post(decide, { approve: true }))).code).toBe('not-your-role');
    expect(await line.depot.clients.manager.post(decide, { approve: true })).toEqual([]);
    expect((await other.problem(other.post(decide, { approve: false }))).code).toBe('read-out-over');
    expect((await show((await caseOf('dora')).readOut)).codes).toHaveLength(2);
    expect((await caseOf('dora')).readOut).toMatchObject({ decidedBy: 'manager', shown: true });
  });

  it('closes a check after three wrong answers, whoever asks', async () => {
    await setRules({ privileged: 'second-person' });
    const { check: begun } = await helpdesk().post<HelpdeskCase>(`helpdesk/jobs/${job('dora').id}/checks`);
    const guess = () =>
      helpdesk().post<CallerAnswered>(`helpdesk/checks/${begun?.id ?? ''}/answers`, {
        question: 'postal-code',
        answer: '99999',
      });
    for (let wrong = 0; wrong < 3; wrong += 1) expect(await guess()).toMatchObject({ match: false });
    expect((await helpdesk().problem(guess())).code).toBe('caller-locked');
    expect((await other.problem(other.post(`helpdesk/jobs/${job('dora').id}/checks`))).code).toBe('caller-locked');
    expect((await events('dora')).filter(({ kind }) => kind === 'read-out.wrong-answer')).toHaveLength(3);
  });

  it('lets no token arrive while its code is read out, where the batch says so', async () => {
    await setRules({});
    await line.hands.shipProved(job('emma'));
    const { readOut } = await ask('emma');
    const attestation = { attestation: 'they told me so' };
    const arrive = `jobs/${job('emma').id}/arrive`;
    await show(readOut);
    expect((await other.problem(other.post(arrive, attestation))).code).toBe('read-out-live');
    expect((await line.hands.job(job('emma').id)).state).toBe('shipped');
    const batches = await helpdesk().get<BatchView[]>('batches');
    expect(batches.map(({ name, whenTokenComes }) => [name, whenTokenComes])).toEqual([
      ['Not now', 'deny'],
      ['Read-outs', 'close'],
    ]);
  });

  it('names a Temporary Access Pass first where Entra is connected', async () => {
    expect((await caseOf('anna')).passFirst).toBe(false);
    await connectDepot(line.depot.clients.admin);
    expect((await caseOf('anna')).passFirst).toBe(true);
    await setRules({ passFirst: false });
    expect((await caseOf('anna')).passFirst).toBe(false);
  });

  it('never tells a seed, and keeps no code on record', async () => {
    const seeds = [...secrets.values()].flatMap((secret) => [secret, secret.toLowerCase()]);
    const kept = JSON.stringify(await Promise.all(names.map((name) => events(name))));
    for (const seed of seeds) expect(heard.join('\n') + kept).not.toContain(seed);
    const codes = heard.flatMap((answer) => (JSON.parse(answer) as ShownCodes).codes.map(({ code }) => code));
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(kept).not.toMatch(new RegExp(`\\b${code}\\b`));
  });
});
