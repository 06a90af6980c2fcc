import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArrivalCodeMade, EscrowList, EventView, HelpdeskCase, ReadOutRules, TokenView } from '@depot/contracts';
import { usualReadOutRules } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { Hook } from '../mail/hook.js';
import { mailBy, noticesTo } from '../mail/notice-settings.js';
import { PostOffice } from '../mail/post-office.js';
import { PlayedDepot } from './escrow.fixture.js';
import type { Planted } from './escrow.fixture.js';
import { storeOfThisRun } from './store-of-this-run.js';

const office = await PostOffice.open();
const hook = await Hook.open();
const hourMs = 3_600_000;

describe('seeds that are kept for a time', () => {
  let depot: PlayedDepot;
  const planted = new Map<string, Planted>();
  let firstDump: string;
  let packedDump: string;

  const of = (name: string): Planted => {
    const found = planted.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  };
  const list = (days = 7): Promise<EscrowList> => depot.clients.manager.get<EscrowList>(`escrow?days=${String(days)}`);
  const row = async (name: string) => (await list(30)).ending.find(({ seedId }) => seedId === of(name).seedId);
  const events = (name: string): Promise<EventView[]> =>
    depot.clients.admin.get<EventView[]>(`jobs/${of(name).id}/timeline`);
  const kinds = async (name: string): Promise<string[]> => (await events(name)).map(({ kind }) => kind);
  const hold = (name: string, reason = 'they are ill until the new year') =>
    depot.clients.manager.post<EscrowList>(`escrow/${of(name).seedId}/hold`, { reason });
  const attest = (name: string) =>
    depot.clients.manager.post(`jobs/${of(name).id}/arrive`, { attestation: 'they held it up in a video call' });
  const door = async (name: string) =>
    (await depot.clients.helpdesk.get<HelpdeskCase>(`helpdesk/jobs/${of(name).id}`)).door;

  beforeAll(async () => {
    depot = await PlayedDepot.start(storeOfThisRun, { ...mailBy(office), ...noticesTo(hook) });
    const rules: ReadOutRules = { ...usualReadOutRules, open: true, questions: ['reference'] };
    await depot.clients.admin.post('helpdesk/rules', { ...rules, reason: 'a sample' });
    planted.set('over', await depot.plant('over', undefined));
    planted.set('held', await depot.plant('held', 21));
    planted.set('came', await depot.plant('came', 21));
    planted.set('none', await depot.plant('none', 'none'));
    planted.set('open-end', await depot.plant('open-end', 'arrival'));
    planted.set('longest', await depot.plant('longest', 30));
    planted.set('classic', await depot.plant('classic', 3, 'import'));
    planted.set('short', await depot.plant('short', 1));
    // Beside theirs, seeds that are kept: of a token in stock, and of a job on the line.
    planted.set('line', await depot.plant('line', 21));
  }, 180_000);
  afterAll(async () => {
    await depot.end();
    await office.close();
    hook.close();
  });

  it('are on the line until the directory has their token: the day it is dumped, a live seed opens, and that is said', async () => {
    expect(await list()).toMatchObject({ kept: { stock: 0, line: 9, escrow: 0 }, ending: [] });
    expect((await depot.job(of('over'))).escrow).toBeNull();
    firstDump = await depot.dump('first');
    packedDump = await depot.dump('packed', 'packed');
    const { code, output } = await depot.prove(of('over'), '--dump', firstDump, '--dump', packedDump);
    expect(output).toMatch(/NOT DESTROYED/);
    // In the record as it is now, and in each dump: so the tool can open what can be opened.
    expect(output.match(/OPENED by the key of window \d{4}-\d\d-\d\d .+the seed itself too/g)?.length).toBe(3);
    expect(code).toBe(1);
  });

  it('begin their time when the directory has the token, as long as the batch says', async () => {
    for (const name of planted.keys()) if (name !== 'line') await depot.register(of(name));
    expect((await list()).kept).toEqual({ stock: 0, line: 1, escrow: 7, untilArrival: 1 });
    const { escrow } = await depot.job(of('over'));
    expect(Date.parse(escrow?.endsAt ?? '') - Date.parse(escrow?.begunAt ?? '')).toBe(21 * 24 * hourMs);
    expect(escrow).toMatchObject({ until: 21, hold: null, over: null, endsSoon: false });
    expect((await depot.job(of('open-end'))).escrow).toMatchObject({ until: 'arrival', endsAt: null });
  });

  describe('where the batch keeps none', () => {
    it('are destroyed at record, which the record certifies', async () => {
      const job = await depot.job(of('none'));
      expect(job).toMatchObject({
        state: 'packing',
        seed: 'destroyed',
        escrow: { until: 'none', over: { by: 'none' } },
      });
      const certificate = (await events('none')).find(({ kind }) => kind === 'seed.destroyed');
      expect(certificate?.facts).toMatchObject({
        seed: of('none').seedId,
        reason: 'the directory has the token, and its batch keeps no seed',
      });
    });

    it('leave no code that proves the arrival, and no read-out: a named person attests it', async () => {
      await depot.post(of('none'));
      const { manager, operator } = depot.clients;
      const job = await depot.job(of('none'));
      expect(job.instruction.en).toContain('attest it');
      expect(await door('none')).toBe('escrow-over');
      const byCode = operator.post(`jobs/${job.id}/arrive`, { code: depot.codeOf(of('none')) });
      expect((await operator.problem(byCode)).code).toBe('seed-destroyed');
      expect((await manager.problem(manager.post(`jobs/${job.id}/arrival-code`))).code).toBe('seed-destroyed');
      const mail = await office.mailTo('none@example.org');
      expect(mail.text).toContain('tell your help desk');
      expect(mail.text).not.toContain('type the six digits');
      await attest('none');
      expect((await depot.job(of('none'))).state).toBe('arrived');
    });
  });

  it('of one day are put down at once, and go on the next; not before', async () => {
    expect(await row('short')).toMatchObject({ when: 'tomorrow', mayHold: true });
    expect(await kinds('short')).toContain('escrow.marked');
    depot.clock.aheadMs += 23 * hourMs;
    await depot.turnOfDay();
    expect((await depot.job(of('short'))).seed).toBe('kept');
    depot.clock.aheadMs += hourMs;
    await depot.untilDestroyed(of('short'));
  });

  it('end by the token’s own code as well, long before their time', async () => {
    await depot.post(of('came'));
    await depot.clients.operator.post(`jobs/${of('came').id}/arrive`, { code: depot.codeOf(of('came')) });
    expect(await depot.job(of('came'))).toMatchObject({
      state: 'arrived',
      seed: 'destroyed',
      escrow: { over: { by: 'other' } },
    });
  });

  describe('of classic tokens', () => {
    it('are warned of two days before, marked the day before and destroyed when their time is over', async () => {
      // The day on which it was short's turn: two before the end of three.
      expect((await hook.said('escrow-ends')).body).toContain('Jobs: ');
      const mail = await office.mailTo('staff@example.org');
      const { number } = await depot.job(of('classic'));
      expect(mail.text).toMatch(new RegExp(`Jobs: .*\\b${String(number)}\\b`));
      expect(mail.text).toContain('https://depot.example.org/#/escrow');
      expect(mail.text).not.toContain(of('classic').serial);
      expect(await row('classic')).toMatchObject({ when: 'later', endsSoon: true, markedAt: null });
      await depot.pass(1);
      expect(await row('classic')).toMatchObject({ when: 'tomorrow', mayHold: true });
      expect((await row('classic'))?.markedAt).not.toBeNull();
      await depot.pass(1);
      await depot.untilDestroyed(of('classic'));
      expect((await kinds('classic')).slice(-2)).toEqual(['escrow.marked', 'seed.destroyed']);
    });

    it('are gone for good: whose job is cancelled then does not go back to stock without its vendor’s file', async () => {
      const request = { reason: 'nobody wants it', methodGone: true };
      await depot.clients.manager.post(`jobs/${of('classic').id}/cancel`, request);
      const token = await depot.clients.admin.get<TokenView>(`tokens/${of('classic').serial}`);
      expect(token).toMatchObject({ status: 'returned', seed: 'none' });
    });
  });

  it('cannot be held longer than the longest, nor where they have no end; a reason is wanted', async () => {
    const { manager, operator } = depot.clients;
    expect((await manager.problem(hold('longest'))).detail).toMatch(/as long as any may be/);
    expect((await manager.problem(hold('open-end'))).code).toBe('escrow-fixed');
    expect((await manager.problem(hold('held', ' '))).code).toBe('bad-request');
    expect((await manager.problem(hold('came'))).code).toBe('seed-destroyed');
    const asked = operator.post(`escrow/${of('held').seedId}/hold`, { reason: 'let me try' });
    expect((await operator.problem(asked)).code).toBe('not-your-role');
  });

  it('are held with one click and a reason: until the longest, by a name that is on the record', async () => {
    await depot.post(of('over'));
    await depot.post(of('held'));
    // Three days have passed; two more, and so on, to the day before the twenty-first.
    await depot.pass(17);
    expect((await list(1)).ending.map(({ seedId, when }) => [seedId, when])).toEqual([
      [of('over').seedId, 'tomorrow'],
      [of('held').seedId, 'tomorrow'],
    ]);
    await hold('held');
    expect(await row('held')).toMatchObject({
      mayHold: false,
      markedAt: null,
      when: 'later',
      hold: { by: 'manager', reason: 'they are ill until the new year' },
    });
    expect((await events('held')).find(({ kind }) => kind === 'escrow.held')).toMatchObject({
      actor: { kind: 'person', name: 'manager' },
      facts: { reason: 'they are ill until the new year' },
    });
  });

  it('are destroyed after a restart and with an emptied queue: the record alone says what is due', async () => {
    const printed = await depot.clients.manager.post<ArrivalCodeMade>(`jobs/${of('over').id}/arrival-code`);
    expect(await door('over')).toBeNull();
    await depot.forgetQueue();
    await depot.down();
    depot.clock.aheadMs += 25 * hourMs;
    await depot.up();
    await depot.untilDestroyed(of('over'));
    expect((await depot.job(of('held'))).seed).toBe('kept');
    const certificate = (await events('over')).find(({ kind }) => kind === 'seed.destroyed');
    expect(certificate).toMatchObject({ actor: { kind: 'depot' }, facts: { reason: 'its escrow is over' } });

    expect(await door('over')).toBe('escrow-over');
    const stranger = new Client(depot.clients.admin.url);
    const typed = (code: string, digits: string) => stranger.problem(stranger.post('arrival', { code, digits }));
    const refused = await typed(printed.code, depot.codeOf(of('over')));
    // The page tells no stranger which of both it is.
    expect({ ...refused, instance: '' }).toEqual({ ...(await typed('AAAAA-AAAAA', '000000')), instance: '' });
    expect(refused.code).toBe('arrival-refused');
    await attest('over');
    expect((await depot.job(of('over'))).state).toBe('arrived');
  });

  it('can be opened from a dump of before for some hours, and then no more: the command says until when, and then proves it', async () => {
    const before = await depot.prove(of('over'), '--dump', firstDump);
    expect(before.output).toMatch(/OPENED by the key of window/);
    expect(before.output).toMatch(/NOT PROVEN.+destroys the key by \d{4}-\d\d-\d\dT/s);
    expect(before.code).toBe(1);
    const without = await depot.prove(of('over'));
    expect([without.code, without.output]).toEqual([1, expect.stringMatching(/^NOT YET/m)]);

    // What the depot does each hour.
    await depot.services.vaultWindows.tidy();
    await depot.services.vaultWindows.tidy();
    const lastDump = await depot.dump('last');
    const after = await depot.prove(of('over'), '--dump', firstDump, '--dump', packedDump, '--dump', lastDump);
    expect(after.output).not.toContain('OPENED');
    expect(after.output).toMatch(/^PROVEN: /m);
    expect(after.output).toMatch(/a copy of the keyring from before/);
    expect(after.code).toBe(0);
    const json = JSON.parse((await depot.prove(of('over'), '--dump', firstDump, '--json')).output) as {
      conclusion: string;
      sources: { looks: { places: number }[] }[];
    };
    expect(json.conclusion).toBe('proven');
    expect(json.sources[1]?.looks[0]?.places).toBeGreaterThan(0);
  });

  it('that are kept went on to another key meanwhile, and open as they did', async () => {
    for (const name of ['held', 'open-end', 'longest', 'line']) {
      const seen = await depot.services.vault.use(depot.services.db, of(name).seedId, (seed) => [...seed.expose()]);
      expect(seen).toEqual([...of(name).seed]);
    }
    const { code, output } = await depot.prove(of('held'), '--dump', firstDump);
    expect(output).toMatch(/NOT DESTROYED/);
    expect(output.match(/OPENED/g)).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('are destroyed on the thirtieth day whatever happened: held, kept so long by the batch, or with nobody there to mark them', async () => {
    // The depot was away on the days before; at their end it is there again.
    depot.clock.aheadMs += 9 * 24 * hourMs;
    await depot.untilDestroyed(of('held'));
    await depot.untilDestroyed(of('longest'));
    expect((await events('held')).at(-1)?.facts).toMatchObject({ reason: 'its escrow is over, and the hold with it' });
    expect((await depot.job(of('open-end'))).seed).toBe('kept');
  });

  describe('of which the command cannot say anything', () => {
    it('ends with 2: a token nobody knows, a dump of something else, a keyring that is not there', async () => {
      const unknown = await depot.prove({ ...of('over'), serial: '99999999' });
      expect([unknown.code, unknown.output]).toEqual([2, expect.stringMatching(/never seen|not found|no such/i)]);
      const other = join(depot.folder, 'other.sql');
      writeFileSync(other, 'SELECT 1;\n');
      const stranger = await depot.prove(of('over'), '--dump', other);
      expect([stranger.code, stranger.output]).toEqual([2, expect.stringMatching(/names no seed of this token/)]);
      const missing = await depot.prove(of('over'), '--dump', join(depot.folder, 'nothing.sql'));
      expect([missing.code, missing.output]).toEqual([2, expect.stringMatching(/cannot be read/)]);
    });
  });
});
