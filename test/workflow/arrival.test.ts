import { createHmac } from 'node:crypto';
import type { ArrivalCodeMade, EventView, JobView, NoticesView, Problem, WithdrawalView } from '@depot/contracts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesIn } from '../depot/bytes-in.js';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { httpCall } from '../depot/http-call.js';
import { Hook } from '../mail/hook.js';
import { PostOffice } from '../mail/post-office.js';
import { useLine } from './line.fixture.js';
import { storeOfThisRun } from './store-of-this-run.js';

const post = await PostOffice.open();
const hook = await Hook.open();
const publicUrl = 'https://depot.example.org';
const key = 'sample-key-of-the-webhook';
const line = useLine({
  stations: [2],
  latencyMs: 2,
  environment: {
    DEPOT_PUBLIC_URL: `${publicUrl}/`,
    DEPOT_SMTP_URL: post.url,
    DEPOT_MAIL_FROM: 'depot@example.org',
    DEPOT_MAIL_STAFF: 'alarm@example.org',
    DEPOT_NOTICE_URL: hook.url,
    DEPOT_NOTICE_KEY: key,
    DEPOT_TRUST_PROXY: 'loopback',
    DEPOT_LOG_LEVEL: 'trace',
  },
});
const csv = [
  'upn,display name,email,language,street,postal code,city,country',
  'ann@contoso.com,Ann Sample,ann@example.org,en,1 Sample Street,69001,Lyon,FR',
  'zoe@contoso.com,Zoé Exemple,zoe@example.org,fr,2 Sample Street,13001,Marseille,FR',
  'bob@contoso.com,Bob Nomail,,en,3 Sample Street,10115,Berlin,DE',
  'mia@contoso.com,Mia Sample,mia@example.org,en,4 Sample Street,10115,Berlin,DE',
].join('\n');

describe('a token in the post', () => {
  const jobs = new Map<string, JobView>();
  /** Every code that anybody was ever told. */
  const told: string[] = [];
  const { manager, admin, operator } = {
    manager: () => line.depot.clients.manager,
    admin: () => line.depot.clients.admin,
    operator: () => line.hands.place.client,
  };
  let callers = 0;

  afterAll(async () => {
    await post.close();
    hook.close();
  });

  const job = (name: string): JobView => {
    const found = jobs.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  };
  const kinds = async (name: string): Promise<string[]> =>
    (await manager().get<EventView[]>(`jobs/${job(name).id}/timeline`)).map(({ kind }) => kind);
  const digitsOf = async (name: string): Promise<string> => (await line.hands.readDisplay(job(name).serial ?? '')).code;
  /** Of a mail: the code behind the link. */
  const codeIn = (text: string): string => {
    const code = /#\/arrival\/([A-Z2-9]{10})/.exec(text)?.[1] ?? '';
    expect(code).not.toBe('');
    told.push(code);
    return code;
  };
  /** Somebody with a phone somewhere, each time another one unless an address is given. */
  async function knock(path: string, body: string, address?: string): Promise<{ status: number; text: string }> {
    callers += 1;
    const from = address ?? `198.51.${String(callers >> 8)}.${String(callers & 255)}`;
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
    return httpCall(`${line.depot.url}/api/${path}`, { method: 'POST', headers, body });
  }
  async function prove(code: string, digits: string, address?: string): Promise<string> {
    const { status, text } = await knock('arrival', JSON.stringify({ code, digits }), address);
    return status === 200 ? 'taken' : (JSON.parse(text) as Problem).code;
  }

  beforeAll(async () => {
    await manager().post('batches', { name: 'In the post', route: 'own-seed', csv });
    post.refusals.set('zoe@example.org', [451]);
    post.refusals.set('mia@example.org', [550]);
    for (let at = 0; at < 4; at += 1) {
      await line.hands.next();
      const burned = await line.hands.burn(await line.hands.place.station.bench.takeFresh());
      await line.hands.prove(burned);
      await line.hands.reached(burned.id, 'registering');
      await operator().post(`jobs/${burned.id}/register`);
      const packed = await operator().post<JobView>(`jobs/${burned.id}/pack`, { serial: burned.serial });
      jobs.set(packed.upn.split('@')[0] ?? '', packed);
      await operator().post(`jobs/${burned.id}/post`, { carrier: 'Sample Post', tracking: `SP-${String(at)}` });
      await line.hands.reached(burned.id, 'shipped');
    }
  }, 120_000);

  it('is announced by mail, with a link that keeps its code behind #, and no serial', async () => {
    const { to, from, headers, text } = await post.mailTo('ann@example.org');
    expect([to, from]).toEqual([['ann@example.org'], 'depot@example.org']);
    const code = codeIn(text);
    expect(text).toContain(`${publicUrl}/#/arrival/${code}`);
    expect(text).toContain(`${code.slice(0, 5)} ${code.slice(5)}`);
    expect(text).not.toContain(job('ann').serial);
    expect(headers).toMatch(/^auto-submitted: auto-generated/im);
    await line.live.until(
      async () => ((await kinds('ann')).includes('notice.sent') ? true : null),
      'the mail to be on record',
      { matters: ({ kind }) => kind === 'notice.sent' },
    );
  });

  it('is announced in the recipient’s language, and again after a server that was busy', async () => {
    const { text } = await post.mailTo('zoe@example.org');
    expect(text).toContain('Bonjour Zoé Exemple,');
    codeIn(text);
    expect(post.mails.filter(({ to }) => to.includes('zoe@example.org'))).toHaveLength(1);
  });

  it('says to the admin which mail did not go out, and sends it when told to', async () => {
    const stuck = await line.live.until(
      async () => {
        const { notices } = await admin().get<NoticesView>('notices');
        return notices.find((notice) => notice.stuck) ?? null;
      },
      'a mail to be stuck',
      { matters: ({ kind }) => kind === 'notice.stuck' },
    );
    expect(stuck).toMatchObject({ kind: 'arrival-code', channel: 'mail', trouble: 'address', answer: '550' });
    expect(stuck.jobId).toBe(job('mia').id);
    await admin().post(`notices/${stuck.id}/again`);
    codeIn((await post.mailTo('mia@example.org')).text);
  });

  it('reaches who has no mail address by the webhook, signed', async () => {
    const { headers, body } = await hook.said('Bob Nomail');
    const at = String(headers['depot-timestamp']);
    expect(headers['depot-signature']).toBe(`v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`);
    codeIn((JSON.parse(body) as { text: string }).text);
    expect(hook.calls.filter((call) => call.body.includes('arrival-code'))).toHaveLength(1);
  });

  it('may have its code printed, which makes the one before void', async () => {
    const [before] = told.slice(-1);
    const printed = await manager().post<ArrivalCodeMade>(`jobs/${job('bob').id}/arrival-code`);
    const code = printed.code.replace(' ', '');
    told.push(code);
    expect(printed.link).toBe(`${publicUrl}/#/arrival/${code}`);
    const digits = await digitsOf('bob');
    expect(await prove(before ?? '', digits)).toBe('arrival-refused');
    expect(await prove(printed.code.toLowerCase(), digits)).toBe('taken');
    expect(await line.hands.reached(job('bob').id, 'arrived')).toMatchObject({ seed: 'destroyed' });
  });

  it('has arrived when its code and its digits are typed: the seed is destroyed, once and for all', async () => {
    const code = codeIn((await post.mailTo('ann@example.org')).text);
    const digits = await digitsOf('ann');
    const wrong = codeOfNobody(line.depot.stations);
    const refused = await knock('arrival', JSON.stringify({ code, digits: wrong }));
    const unknown = await knock('arrival', JSON.stringify({ code: 'AAAAABBBBB', digits }));
    const without = ({ text }: { text: string }) => ({ ...(JSON.parse(text) as Problem), instance: '' });
    expect(without(refused)).toEqual(without(unknown));
    expect(await kinds('ann')).toContain('code.wrong-at-arrival');
    expect(await prove(code, digits)).toBe('taken');
    expect(await line.hands.reached(job('ann').id, 'arrived')).toMatchObject({ seed: 'destroyed' });
    expect(await kinds('ann')).toContain('seed.destroyed');
    expect(await prove(code, digits)).toBe('arrival-refused');
  });

  it('closes its door after five wrong tries, from wherever they come, with the same sentence', async () => {
    const code = codeIn((await post.mailTo('zoe@example.org')).text);
    const wrong = codeOfNobody(line.depot.stations);
    for (let tries = 0; tries < 5; tries += 1) expect(await prove(code, wrong)).toBe('arrival-refused');
    expect(await prove(code, await digitsOf('zoe'))).toBe('arrival-refused');
    expect(await line.hands.job(job('zoe').id)).toMatchObject({ state: 'shipped' });
  });

  it('is asked after when the carrier says that it was delivered, and nothing else changes', async () => {
    await operator().post(`jobs/${job('zoe').id}/deliver`);
    const { text } = await post.mailTo('zoe@example.org', 2);
    expect(text).toContain('le transporteur');
    codeIn(text);
    expect(await line.hands.job(job('zoe').id)).toMatchObject({ state: 'delivered', seed: 'kept' });
  });

  it('is given up when its recipient says “this is not me”: out of the directory, seed destroyed, staff told', async () => {
    const code = codeIn((await post.mailTo('mia@example.org')).text);
    expect((await knock('arrival/not-me', JSON.stringify({ code }))).status).toBe(200);
    expect(await line.hands.job(job('mia').id)).toMatchObject({ state: 'lost', seed: 'destroyed' });
    expect(await kinds('mia')).toContain('arrival.not-me');
    const [withdrawal] = await admin().get<WithdrawalView[]>(`directory/withdrawals?job=${job('mia').id}`);
    expect(withdrawal).toMatchObject({ goal: 'unassigned' });
    const alarm = await post.mailTo('alarm@example.org');
    expect(alarm.text).toContain(`${publicUrl}/#/jobs/${job('mia').id}`);
    expect(alarm.text).toContain('ce n’est pas moi');
    await hook.said('"kind":"not-me"');
    expect((await knock('arrival/not-me', JSON.stringify({ code }))).status).toBe(403);
  });

  it('tells nothing to nonsense: no answer is the depot’s fault, none repeats what was sent', async () => {
    const letters = fc.stringMatching(/^[A-HJ-NP-Z2-9]{10}$/);
    const anything = fc.oneof(
      fc.json(),
      fc.string({ maxLength: 300 }),
      fc
        .record({ code: fc.oneof(letters, fc.string()), digits: fc.oneof(fc.stringMatching(/^\d{6}$/), fc.string()) })
        .map((body) => JSON.stringify(body)),
      fc
        .record({ code: fc.anything(), digits: fc.anything(), canary: fc.constant('a canary') })
        .map((body) => JSON.stringify(body)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('arrival', 'arrival/not-me'), anything, async (path, body) => {
        const { status, text } = await knock(path, body);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(text).not.toContain('canary');
        const { code } = (JSON.parse(body.startsWith('{"code":"') ? body : '{}') ?? {}) as { code?: string };
        if (code !== undefined && code.length >= 8) expect(text).not.toContain(code);
      }),
      { numRuns: 300 },
    );
  });

  it('lets one address try twenty times a minute', async () => {
    const answers: string[] = [];
    for (let tries = 0; tries < 21; tries += 1) answers.push(await prove('AAAAABBBBB', '123456', '203.0.113.9'));
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'arrival-refused'));
    expect(answers[20]).toBe('too-many-requests');
  });

  it('leaves its code in no file, log or event of the depot', async () => {
    expect(new Set(told).size).toBe(5);
    const events = JSON.stringify(
      await Promise.all([...jobs.keys()].map((name) => manager().get(`jobs/${job(name).id}/timeline`))),
    );
    const log = line.depot.processes.map(({ program }) => program.output()).join('');
    expect(log).toContain('/api/arrival');
    const folder = bytesIn(line.depot.folder);
    // The record with its queue lies there too: what is known to be in it is found.
    if (storeOfThisRun === 'pglite') expect(folder.some((bytes) => bytes.includes('zoe@example.org'))).toBe(true);
    for (const code of told) {
      for (const shape of [code, `${code.slice(0, 5)} ${code.slice(5)}`]) {
        expect(events).not.toContain(shape);
        expect(log).not.toContain(shape);
        expect(folder.some((bytes) => bytes.includes(shape))).toBe(false);
      }
    }
    expect(log).not.toContain('sample-password');
    expect(log).not.toContain(key);
  });
});
