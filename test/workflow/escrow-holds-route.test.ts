import type { BatchView, EscrowList, EscrowRow, EventView, JobView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hook } from '../mail/hook.js';
import { mailBy, noticesTo } from '../mail/notice-settings.js';
import { PostOffice } from '../mail/post-office.js';
import { PlayedDepot } from './escrow.fixture.js';
import type { Planted } from './escrow.fixture.js';
import { storeOfThisRun } from './store-of-this-run.js';

const office = await PostOffice.open();
const hook = await Hook.open();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('a seed that is kept for a time', () => {
  let depot: PlayedDepot;
  let firstDay = 0;
  const planted = new Map<string, Planted>();

  const of = (name: string): Planted => {
    const found = planted.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  };
  /** So many days after the first, at an hour of UTC; with the turn of that day. */
  const goTo = async (day: number, hour = 12): Promise<void> => {
    depot.clock.aheadMs = firstDay + day * dayMs + hour * hourMs - Date.now();
    await depot.turnOfDay();
  };
  const list = (days = 7): Promise<EscrowList> => depot.clients.manager.get<EscrowList>(`escrow?days=${String(days)}`);
  const names = (rows: readonly EscrowRow[]): string[] =>
    rows.map(({ seedId }) => [...planted].find(([, each]) => each.seedId === seedId)?.[0] ?? seedId);
  const job = (name: string): Promise<JobView> => depot.job(of(name));
  const events = (name: string): Promise<EventView[]> =>
    depot.clients.admin.get<EventView[]>(`jobs/${of(name).id}/timeline`);
  const lastEvent = async (name: string, kind: string): Promise<EventView | undefined> =>
    (await events(name)).findLast((event) => event.kind === kind);
  const decide = (
    act: 'hold' | 'release' | 'end',
    name: string,
    reason = 'so it was agreed',
    client = depot.clients.manager,
  ) => client.post<EscrowList>(`escrow/${of(name).seedId}/${act}`, { reason });
  const refusal = async (act: 'hold' | 'release' | 'end', name: string, reason?: string) =>
    (await depot.clients.manager.problem(decide(act, name, reason))).code;
  const endOf = async (name: string): Promise<number> => Date.parse((await job(name)).escrow?.endsAt ?? '');
  const told = (kind: string, number?: number): number =>
    hook.calls.filter(({ body }) => {
      const said = JSON.parse(body) as { kind: string; jobNumber: number | null };
      return said.kind === kind && (number === undefined || said.jobNumber === number);
    }).length;

  beforeAll(async () => {
    depot = await PlayedDepot.start(storeOfThisRun, { ...mailBy(office), ...noticesTo(hook) });
    firstDay = Math.floor(depot.clock.now().getTime() / dayMs) * dayMs;
    for (const name of ['early', 'late', 'past', 'last']) planted.set(name, await depot.plant(name, 21));
    for (const name of ['waits', 'goes', 'lost', 'came', 'lies', 'later'])
      planted.set(name, await depot.plant(name, 'arrival'));
    for (const each of planted.values()) await depot.register(each);
    for (const name of ['late', 'waits', 'goes', 'lost', 'came']) await depot.post(of(name));
  }, 180_000);
  afterAll(async () => {
    await depot.end();
    await office.close();
    hook.close();
  });

  describe('and is held', () => {
    it('stands on the list of those that are, however far its end is, with who holds it since when and why', async () => {
      await goTo(3);
      const before = depot.clock.now().getTime();
      await decide('hold', 'early', 'the parcel stands at the customs');
      await decide('hold', 'late');
      const { held, ending } = await list(1);
      expect(ending).toEqual([]);
      expect(names(held)).toEqual(['early', 'late']);
      const [row] = held;
      expect(row).toMatchObject({
        when: 'later',
        mayHold: false,
        hold: { by: 'manager', reason: 'the parcel stands at the customs' },
      });
      expect(Date.parse(row?.hold?.since ?? '')).toBeGreaterThanOrEqual(before);
    });

    it('is released by whoever may hold, with a reason: its end is what it was, and the record says so', async () => {
      const { escrow } = await job('early');
      const begun = Date.parse(escrow?.begunAt ?? '');
      expect(await endOf('early')).toBe(begun + 30 * dayMs);
      await decide('release', 'early', 'it was another parcel', depot.clients.admin);
      expect((await job('early')).escrow).toMatchObject({ hold: null, markedAt: null, endsSoon: false });
      expect(await endOf('early')).toBe(begun + 21 * dayMs);
      expect(names((await list()).held)).toEqual(['late']);
      await depot.until(
        'a place in the chain',
        async () => ((await lastEvent('early', 'escrow.released'))?.seq ?? 0) > 0,
      );
      expect(await lastEvent('early', 'escrow.released')).toMatchObject({
        actor: { kind: 'person', name: 'admin' },
        serial: of('early').serial,
        facts: { reason: 'it was another parcel', expires: new Date(begun + 21 * dayMs).toISOString() },
      });
      expect(told('escrow-ends')).toBe(0);
    });

    it('is released once, with a reason, and by nobody else', async () => {
      expect(await refusal('release', 'early')).toBe('not-held');
      expect(await refusal('release', 'late', ' ')).toBe('bad-request');
      const { operator, helpdesk, manager } = depot.clients;
      for (const client of [operator, helpdesk])
        expect((await client.problem(decide('release', 'late', 'let me try', client))).code).toBe('not-your-role');
      const nobody = manager.post('escrow/00000000-0000-4000-8000-000000000000/release', { reason: 'let me try' });
      expect((await manager.problem(nobody)).code).toBe('not-found');
      expect((await job('late')).escrow?.hold).not.toBeNull();
    });

    it('released on the eve of its end has a whole day still, is put down and told of at once', async () => {
      await goTo(10);
      await depot.post(of('later'));
      await goTo(20);
      await decide('hold', 'past');
      await decide('hold', 'last');
      await goTo(20, 23.5);
      const { number } = await job('late');
      const before = depot.clock.now().getTime();
      await decide('release', 'late');
      const after = depot.clock.now().getTime();
      expect(await endOf('late')).toBeGreaterThanOrEqual(before + dayMs);
      expect(await endOf('late')).toBeLessThanOrEqual(after + dayMs);
      expect((await list(1)).ending.find(({ seedId }) => seedId === of('late').seedId)).toMatchObject({
        when: 'tomorrow',
        mayHold: true,
        endsSoon: true,
        hold: null,
      });
      await depot.until('a word to the staff', () => Promise.resolve(told('escrow-ends', number) === 1));
      const kinds = (await events('late')).map(({ kind }) => kind).filter((kind) => kind.startsWith('escrow.'));
      expect(kinds).toEqual(['escrow.held', 'escrow.released', 'escrow.marked']);
      // An hour after the end that its batch gave it.
      await goTo(21, 13);
      await depot.untilDestroyed(of('early'));
      expect((await job('late')).seed).toBe('kept');
      await goTo(22, 0);
      await depot.untilDestroyed(of('late'));
    });

    it('released when its end is past is put down that day and destroyed the next, never in the same moment', async () => {
      await goTo(25);
      const before = depot.clock.now().getTime();
      await decide('release', 'past');
      expect(await endOf('past')).toBeGreaterThanOrEqual(before + dayMs);
      expect((await job('past')).escrow?.markedAt).not.toBeNull();
      await depot.turnOfDay();
      await goTo(26, 11.9);
      expect((await job('past')).seed).toBe('kept');
      await goTo(26, 12.1);
      await depot.untilDestroyed(of('past'));
      expect((await lastEvent('past', 'seed.destroyed'))?.facts).toMatchObject({ reason: 'its escrow is over' });
    });

    it('released on the longest escrow’s last day ends with it, and no day later', async () => {
      await goTo(29, 18);
      const { escrow } = await job('last');
      await decide('release', 'last');
      const after = (await job('last')).escrow;
      expect(after).toMatchObject({ hold: null, endsAt: escrow?.endsAt, markedAt: escrow?.markedAt });
      expect(after?.markedAt).not.toBeNull();
      expect((await list()).overdue).toEqual([]);
      await goTo(30, 12.2);
      await depot.untilDestroyed(of('last'));
    });
  });

  describe('until its token arrives', () => {
    const setDays = (overdueAfter: unknown, client = depot.clients.admin) =>
      client.post('escrow/rules', { overdueAfter, reason: 'the post is slow this winter' });

    it('is overdue when the token has been on its way for a month, or lies in the depot; the staff are told, and nothing goes', async () => {
      const { overdue, kept, overdueAfter } = await list();
      expect({ overdueAfter, names: names(overdue) }).toEqual({
        overdueAfter: 30,
        names: ['lies', 'waits', 'goes', 'lost', 'came'],
      });
      expect(kept).toMatchObject({ escrow: 6, untilArrival: 6 });
      expect(overdue[1]).toMatchObject({
        when: 'open',
        overdue: true,
        mayHold: true,
        shipment: { carrier: 'Sample Post', tracking: `SP${of('waits').serial}` },
      });
      const numbers = await Promise.all(names(overdue).map(async (name) => (await job(name)).number));
      const { body } = await hook.said('escrow-overdue');
      const jobs = numbers.sort((one, other) => one - other).join(', ');
      expect(JSON.parse(body)).toMatchObject({
        jobNumber: null,
        text: expect.stringContaining(`Jobs: ${jobs}\n`) as string,
      });
      const mailed = () => office.mails.find(({ text }) => text.includes('nobody has said that they did'));
      await depot.until('a mail', () => Promise.resolve(mailed() !== undefined));
      const mail = mailed();
      expect(mail?.to).toEqual(['staff@example.org']);
      expect(mail?.text).toContain('https://depot.example.org/#/escrow');
      expect(mail?.text).not.toContain(of('waits').serial);
      const { seed, escrow, batchId } = await job('waits');
      expect({ seed, overdue: escrow?.overdue }).toEqual({ seed: 'kept', overdue: true });
      expect((await depot.clients.manager.get<BatchView>(`batches/${batchId}`)).escrowsOverdue).toBe(1);
    });

    it('is overdue after as many days as an admin says, who gets a clear error for what is no number of days', async () => {
      const { admin, manager } = depot.clients;
      for (const wrong of [0, 91, 1.5, 'soon']) {
        const { code, detail } = await admin.problem(setDays(wrong));
        expect({ code, detail }).toEqual({
          code: 'bad-request',
          detail: expect.stringMatching(/overdueAfter.*(whole number of days, 1 to 90|Invalid input)/) as string,
        });
      }
      expect((await manager.problem(setDays(45, manager))).code).toBe('not-your-role');
      await setDays(45);
      expect(await list()).toMatchObject({ overdueAfter: 45, overdue: [] });
      await setDays(30);
      expect((await list()).overdue).toHaveLength(5);
    });

    it('is told of again each week while nobody decides, not each day', async () => {
      expect(told('escrow-overdue')).toBe(1);
      for (const day of [31, 36]) await goTo(day);
      expect(told('escrow-overdue')).toBe(1);
      await goTo(37);
      await depot.until('a second word', () => Promise.resolve(told('escrow-overdue') === 2));
    });

    it('is waited for longer by somebody’s word with a reason, who may take that back; then it is asked again', async () => {
      const before = depot.clock.now().getTime();
      await decide('hold', 'waits', 'she is at sea until spring');
      const { escrow } = await job('waits');
      expect(escrow).toMatchObject({
        overdue: false,
        endsAt: null,
        hold: { by: 'manager', reason: 'she is at sea until spring' },
      });
      expect(Date.parse(escrow?.overdueAt ?? '')).toBeGreaterThanOrEqual(before + 30 * dayMs);
      const { overdue, held } = await list();
      expect([names(overdue), names(held)]).toEqual([['lies', 'goes', 'lost', 'came'], ['waits']]);
      expect(await refusal('hold', 'waits')).toBe('escrow-fixed');
      await decide('release', 'waits');
      expect((await job('waits')).escrow).toMatchObject({ overdue: true, hold: null, endsAt: null });
      await decide('hold', 'waits');
    });

    it('is put down to be destroyed by somebody’s word, which can be taken back until the next day', async () => {
      const { number } = await job('goes');
      const before = depot.clock.now().getTime();
      await decide('end', 'goes', 'nobody answers');
      expect(await endOf('goes')).toBeGreaterThanOrEqual(before + dayMs);
      const listed = await list(1);
      expect(names(listed.overdue)).not.toContain('goes');
      expect(listed.ending.find(({ jobNumber }) => jobNumber === number)).toMatchObject({
        when: 'tomorrow',
        mayHold: true,
      });
      await depot.until('a word to the staff', () => Promise.resolve(told('escrow-ends', number) === 1));
      await decide('hold', 'goes', 'he did answer');
      expect((await job('goes')).escrow).toMatchObject({ endsAt: null, markedAt: null, overdue: false });
      await decide('release', 'goes');
      expect(await refusal('end', 'goes', ' ')).toBe('bad-request');
      await decide('end', 'goes', 'he has left');
      await goTo(38, 11.9);
      expect((await job('goes')).seed).toBe('kept');
      await depot.forgetQueue();
      await goTo(38, 12.1);
      await depot.untilDestroyed(of('goes'));
      expect(await lastEvent('goes', 'escrow.ended')).toMatchObject({
        actor: { name: 'manager' },
        facts: { reason: 'he has left' },
      });
      const reason = 'its token did not arrive, and somebody ended its escrow';
      expect(await lastEvent('goes', 'seed.destroyed')).toMatchObject({ actor: { kind: 'depot' }, facts: { reason } });
      expect(await job('goes')).toMatchObject({ state: 'shipped', escrow: { over: { by: 'time' } } });
      expect(await refusal('hold', 'goes')).toBe('seed-destroyed');
    });

    it('is off the list when its token is declared lost, though its codes are the last way in, or has arrived', async () => {
      const { manager } = depot.clients;
      await manager.post(`jobs/${of('lost').id}/lost-in-post`, {
        reason: 'the carrier cannot find it',
        wayIn: 'read-out',
      });
      await manager.post(`jobs/${of('came').id}/arrive`, { attestation: 'she held it up in a video call' });
      expect(names((await list()).overdue)).toEqual(['lies']);
      expect((await job('lost')).seed).toBe('kept');
    });

    it('counts from the day its parcel left; before that nobody ends it or puts it off', async () => {
      expect(await refusal('end', 'later')).toBe('not-overdue');
      expect(await refusal('hold', 'later')).toBe('escrow-fixed');
      await goTo(41);
      expect(names((await list()).overdue)).toEqual(['lies', 'later']);
      await depot.post(of('lies'));
      expect(names((await list()).overdue)).toEqual(['later']);
      // A month after somebody said to wait, and after it was declared lost, with nobody's new token enrolled since.
      await goTo(69);
      expect(names((await list()).overdue)).toEqual(['later', 'waits', 'lost']);
    });
  });
});
