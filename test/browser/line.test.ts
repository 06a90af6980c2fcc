import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EventView, JobView } from '@depot/contracts';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { leftOut } from '../depot/left-out.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { useLine } from '../workflow/line.fixture.js';
import { password, useKiosk } from './kiosk.fixture.js';
import { rush } from './scanner.js';
import type { ScanEnd } from './scanner.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [2], environment: entra.environment });

/** What a page has seen of its user. */
interface Seen {
  /** Keys in a row, a person's or a scanner's: one action each, however many keys. */
  bursts: string[];
  lastAt: number;
  clicks: number;
}

declare global {
  interface Window {
    depotSeen?: Seen;
  }
}

describe.skipIf(leftOut('chromium'))('the hands-free line', () => {
  const kiosk = useKiosk(line, ['operator']);
  const { byId, picture, complaints } = kiosk;
  beforeAll(() => connectDepot(line.depot.clients.admin));
  afterAll(() => entra.stop());

  let classic: ReturnType<typeof makeClassicTokens> = [];
  const nextMove = (): Promise<string | null> => byId('next-move').getAttribute('data-move');
  const feedback = (): Promise<string | null> => byId('feedback').getAttribute('data-kind');

  /** A hand lays a token down; it is burned there. @returns its serial */
  async function place(reader: number): Promise<string> {
    const { bench } = line.hands.place.station;
    const serial = await bench.takeFresh();
    await bench.place(reader, serial);
    await line.live.until(
      async () => (await onBench()).find((job) => job.serial === serial && job.state === 'verifying') ?? null,
      `${serial} to be burned`,
    );
    await bench.remove(reader);
    return serial;
  }
  async function onBench(): Promise<readonly JobView[]> {
    return (await line.hands.bench()).jobs;
  }
  async function typeCodeOf(serial: string): Promise<void> {
    await rush(kiosk.page, (await line.hands.readDisplay(serial)).code);
  }
  async function stateOf(serial: string, state: JobView['state']): Promise<void> {
    await line.live.until(
      async () => (await onBench()).find((job) => job.serial === serial && job.state === state) ?? null,
      `${serial} to be ${state}`,
    );
  }
  /** As a scanner does it, with whatever it is set to end with. */
  async function scan(serial: string, end: ScanEnd): Promise<void> {
    await rush(kiosk.page, serial, end);
  }

  it('asks the depot for nothing while nothing happens', async () => {
    const asked: string[] = [];
    const { page } = kiosk;
    await page.goto(`${line.depot.url}/#/line/${line.hands.place.station.id}`);
    await byId('next-move').waitFor();
    page.on('request', (request) => asked.push(request.url()));
    await page.waitForTimeout(3000);
    page.removeAllListeners('request');
    // The line that was just opened may still be at it.
    expect(asked.length).toBeLessThan(8);
    await page.goto(line.depot.url);
  });

  it('takes a token in three actions: placed, six digits, scanned into its parcel', async () => {
    await line.batch('own-seed', 6);
    await byId('station').first().click();
    await byId('to-line').click();
    await expect.poll(nextMove).toBe('place');
    // One for each reader is ready before any token is.
    await expect.poll(async () => (await onBench()).filter(({ state }) => state === 'burning').length).toBe(2);
    await picture('line-place');
    await kiosk.page.evaluate(() => {
      const seen: Seen = { bursts: [], lastAt: -Infinity, clicks: 0 };
      window.depotSeen = seen;
      const hear = ({ key, timeStamp }: KeyboardEvent): void => {
        const goesOn = timeStamp - seen.lastAt <= 100;
        seen.lastAt = timeStamp;
        if (goesOn) seen.bursts.push(`${seen.bursts.pop() ?? ''}${key}`);
        else seen.bursts.push(key);
      };
      addEventListener('keydown', hear, true);
      addEventListener('pointerdown', () => (seen.clicks += 1), true);
    });
    const { bench } = line.hands.place.station;
    const [laid, presses] = [vi.spyOn(bench, 'place'), vi.spyOn(bench, 'switch')];
    const ends = ['Enter', 'Tab', null, 'Enter'] as const;
    const expected: string[] = [];
    for (const [at, end] of ends.entries()) {
      const serial = await place(at % 2);
      await expect.poll(nextMove).toBe('code');
      if (at === 0) await picture('line-code');
      await typeCodeOf(serial);
      await expect.poll(feedback).toBe('proved');
      await stateOf(serial, 'packing');
      await expect.poll(nextMove).toBe('pack');
      if (at === 0) await picture('line-pack');
      await scan(serial, end);
      expected.push('six digits', `${serial}${end ?? ''}`);
      await stateOf(serial, 'packed');
      await expect.poll(feedback).toBe('packed');
    }
    // The latest lies on top, where it is still seen by the tenth.
    await expect
      .poll(() => byId('line-packed').locator('li').first().getAttribute('data-serial'))
      .toBe(laid.mock.calls.at(-1)?.[1]);
    expect(await byId('line-done').getAttribute('data-count')).toBe('4');
    await picture('line-packed');
    const seen = await kiosk.page.evaluate(() => window.depotSeen);
    // Whatever the page was given: each token's code, and its serial as its parcel's scan. Nothing was clicked.
    expect(seen?.bursts.map((burst) => burst.replace(/^\d{6}$/, 'six digits'))).toEqual(expected);
    const actions = (seen?.clicks ?? 0) + (seen?.bursts.length ?? 0) + laid.mock.calls.length;
    expect(actions / ends.length).toBeLessThanOrEqual(3);
    // Apart: the token itself is switched off and on once, so that it shows a code of its new seed.
    expect(presses.mock.calls.length / ends.length).toBe(2);
    vi.restoreAllMocks();
  });

  it('undoes the last scan, and does it again', async () => {
    const packed = (await onBench()).filter(({ state }) => state === 'packed').at(-1);
    const serial = packed?.serial ?? '';
    await kiosk.page.keyboard.press('Control+z');
    await stateOf(serial, 'packing');
    await expect.poll(feedback).toBe('unpacked');
    expect(await byId('line-done').getAttribute('data-count')).toBe('3');
    await scan(serial, 'Enter');
    await stateOf(serial, 'packed');
  });

  it('matches a code against every token in hand, and says so when it fits none', async () => {
    const [one, two] = [await place(0), await place(1)];
    await expect.poll(nextMove).toBe('code');
    await picture('line-two-in-hand');
    await kiosk.page.keyboard.type(codeOfNobody(line.depot.stations), { delay: 120 });
    await expect.poll(feedback).toBe('problem');
    await picture('line-wrong-code');
    // What went wrong, and each step of what to do, is on the screen whole, in the longer language too.
    for (const language of ['en', 'fr']) {
      await expect.poll(() => kiosk.page.locator('html').getAttribute('lang')).toBe(language);
      const { below, height } = await byId('feedback').evaluate((card) => ({
        below: card.getBoundingClientRect().bottom,
        height: innerHeight,
      }));
      expect(below).toBeLessThanOrEqual(height);
      await byId('language').click();
    }
    await typeCodeOf(two);
    await stateOf(two, 'packing');
    await typeCodeOf(one);
    await stateOf(one, 'packing');
    for (const serial of [one, two]) await scan(serial, 'Enter');
    for (const serial of [one, two]) await stateOf(serial, 'packed');
    await expect.poll(nextMove).toBe('nothing');
    // Callers are no work of the line, and not forgotten for it.
    expect(await byId('line-callers').count()).toBe(0);
    await line.batch('qr', 1);
    await expect.poll(() => byId('line-callers').textContent()).toContain(': 1.');
    await picture('line-nothing');
    const caller = await line.hands.next();
    await line.hands.place.client.post(`jobs/${caller?.id ?? ''}/cancel`, { reason: 'end of the test' });
    await expect.poll(() => byId('line-callers').count()).toBe(0);
  });

  it('says what a scanned token is, and whether anybody knows it', async () => {
    const packed = (await onBench()).find(({ state }) => state === 'packed');
    await scan(packed?.serial ?? '', 'Enter');
    await expect.poll(feedback).toBe('known');
    expect(await byId('feedback').textContent()).toContain(String(packed?.number));
    await scan('9999999999999', null);
    await expect.poll(feedback).toBe('unknown');
    await picture('line-unknown');
  });

  it('names a token by two codes in a row, and by its serial', async () => {
    await line.batch('own-seed', 1);
    await expect.poll(nextMove).toBe('place');
    const serial = await place(0);
    const { bench } = line.hands.place.station;
    await expect.poll(nextMove).toBe('code');
    await kiosk.page.keyboard.press('w');
    await byId('what-is-this').waitFor();
    const first = await line.hands.readDisplay(serial);
    await kiosk.page.keyboard.type(first.code, { delay: 100 });
    await expect.poll(() => byId('what-ask').getAttribute('data-step')).toBe('2');
    await picture('line-what-second');
    const { now } = await bench.display(serial);
    await bench.setClock(serial, Math.round((Math.floor(first.at / 30) + 1.5) * 30 - now));
    await typeCodeOf(serial);
    await expect.poll(() => byId('token-found').getAttribute('data-serial')).toBe(serial);
    await picture('line-what-found');
    await rush(kiosk.page, '9999999999999');
    await expect.poll(() => kiosk.page.locator('[data-testid=what-is-this] [data-code]').count()).toBe(1);
    await scan(serial, 'Enter');
    await expect.poll(() => byId('token-found').getAttribute('data-serial')).toBe(serial);
    await kiosk.page.keyboard.press('Escape');
    await byId('what-is-this').waitFor({ state: 'detached' });
    await bench.setClock(serial, 0);
    await typeCodeOf(serial);
    await stateOf(serial, 'packing');
    await scan(serial, 'Enter');
    await stateOf(serial, 'packed');
  });

  it('sets a token aside with the reason, and its job takes another one', async () => {
    await line.batch('own-seed', 1);
    await expect.poll(nextMove).toBe('place');
    const serial = await place(0);
    await expect.poll(nextMove).toBe('code');
    const job = (await onBench()).find((each) => each.serial === serial);
    await kiosk.page.keyboard.press('x');
    await byId('reason').fill('the display is broken');
    await picture('line-set-aside-dialog');
    await byId('confirm').click();
    await expect.poll(feedback).toBe('set-aside');
    await expect.poll(nextMove).toBe('place');
    await picture('line-set-aside');
    // Laid down once more it is not taken; the next one is, for the same job.
    const { bench } = line.hands.place.station;
    await bench.place(0, serial);
    await expect.poll(() => byId('reader-detail').textContent()).toMatch(/set aside .*: the display is broken/);
    await bench.remove(0);
    const other = await place(0);
    expect((await onBench()).find((each) => each.serial === other)?.id).toBe(job?.id);
    await line.hands.place.client.post(`jobs/${job?.id ?? ''}/cancel`, { reason: 'end of the test' });
  });

  it('asks for the other reader while a token is in hand, and one burns while the other is read', async () => {
    await line.batch('own-seed', 2);
    await expect.poll(nextMove).toBe('place');
    expect(await byId('line-recipient').textContent()).toMatch(/\S/);
    const one = await place(0);
    await expect.poll(nextMove).toBe('code');
    await expect.poll(() => byId('line-meanwhile').textContent()).toContain('Virtual reader 1');
    await picture('line-meanwhile');
    await byId('language').click();
    await expect.poll(() => byId('line-meanwhile').textContent()).toContain('Entre-temps');
    await kiosk.page.emulateMedia({ colorScheme: 'dark' });
    await picture('line-meanwhile-french-dark');
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    await byId('language').click();
    const { bench } = line.hands.place.station;
    const two = await bench.takeFresh();
    await bench.place(1, two);
    // The second is burned by itself while the first one's digits are typed.
    await typeCodeOf(one);
    await stateOf(one, 'packing');
    await stateOf(two, 'verifying');
    await bench.remove(1);
    await typeCodeOf(two);
    await stateOf(two, 'packing');
    for (const serial of [one, two]) await scan(serial, 'Enter');
    for (const serial of [one, two]) await stateOf(serial, 'packed');
  });

  it('skips the token in hand, which is taken all the same, and a recipient, who comes after the others', async () => {
    await line.batch('own-seed', 4);
    await expect.poll(nextMove).toBe('place');
    const prepared = async (): Promise<readonly JobView[]> =>
      (await onBench()).filter(({ state, serial }) => state === 'burning' && serial === null);
    await expect.poll(async () => (await prepared()).length).toBe(2);
    const [first, second] = await prepared();
    await expect.poll(() => byId('line-recipient').textContent()).toBe(first?.displayName ?? first?.upn);
    await kiosk.page.keyboard.press('s');
    await expect.poll(async () => (await prepared()).map(({ id }) => id)).not.toContain(first?.id);
    await expect.poll(async () => (await prepared()).length).toBe(2);
    expect((await line.hands.job(first?.id ?? '')).state).toBe('waiting');
    await expect.poll(() => byId('line-recipient').textContent()).toBe(second?.displayName ?? second?.upn);
    const serial = await place(0);
    await expect.poll(nextMove).toBe('code');
    await byId('skip').click();
    await expect.poll(nextMove).toBe('place');
    await picture('line-skipped');
    await typeCodeOf(serial);
    await stateOf(serial, 'packing');
    await scan(serial, 'Enter');
    await stateOf(serial, 'packed');
  });

  it('puts the token in hand back, which may be laid down again, and a job for other stations', async () => {
    await expect.poll(nextMove).toBe('place');
    const serial = await place(0);
    await expect.poll(nextMove).toBe('code');
    const job = (await onBench()).find((each) => each.serial === serial);
    await kiosk.page.keyboard.press('p');
    await expect.poll(feedback).toBe('put-back');
    await picture('line-put-back');
    expect(await line.hands.job(job?.id ?? '')).toMatchObject({ state: 'burning', serial: null });
    const { bench } = line.hands.place.station;
    await bench.place(0, serial);
    await stateOf(serial, 'verifying');
    await bench.remove(0);
    const other = await place(1);
    await expect.poll(() => byId('line-hands').getAttribute('data-count')).toBe('2');
    await byId('put-back').click();
    await expect.poll(feedback).toBe('which-back');
    await picture('line-which-back');
    await kiosk.page.locator('[data-testid=this-back]', { hasText: other }).click();
    await expect.poll(feedback).toBe('put-back');
    await typeCodeOf(serial);
    await stateOf(serial, 'packing');
    await scan(serial, 'Enter');
    await stateOf(serial, 'packed');
    // What is prepared goes to the others, and this line leaves it there.
    await expect.poll(nextMove).toBe('place');
    await byId('put-back').click();
    await expect.poll(feedback).toBe('released');
    await picture('line-released');
    await expect.poll(async () => (await line.hands.bench()).waiting).toBeGreaterThan(0);
    for (const { id, state } of await onBench())
      if (state === 'burning') await line.hands.place.client.post(`jobs/${id}/cancel`, { reason: 'end of the test' });
    for (let left = await line.hands.next(); left !== null; left = await line.hands.next())
      await line.hands.place.client.post(`jobs/${left.id}/cancel`, { reason: 'end of the test' });
  });

  it('makes two notes up for right and two down for wrong, once somebody wants them', async () => {
    await kiosk.page.evaluate(() => {
      const notes: number[] = [];
      (globalThis as { depotNotes?: number[] }).depotNotes = notes;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (when?: number) {
        notes.push(this.frequency.value);
        start.call(this, when);
      };
    });
    const notes = () => kiosk.page.evaluate(() => (globalThis as { depotNotes?: number[] }).depotNotes ?? []);
    await scan('9999999999999', 'Enter');
    await expect.poll(feedback).toBe('unknown');
    expect(await notes()).toEqual([]);
    await byId('sounds').click();
    expect(await byId('sounds').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(notes).toEqual([660, 880]);
    await scan('9999999999998', 'Enter');
    await expect.poll(notes).toEqual([660, 880, 330, 220]);
    await byId('sounds').click();
    await scan('9999999999997', 'Enter');
    await expect.poll(() => byId('feedback').textContent()).toContain('9999999999997');
    expect(await notes()).toHaveLength(4);
  });

  const burning = async (): Promise<number> => (await onBench()).filter(({ state }) => state === 'burning').length;
  async function openLine(): Promise<void> {
    await kiosk.page.goto(`${line.depot.url}/#/line/${line.hands.place.station.id}`);
    await expect.poll(nextMove).toBe('place');
    await expect.poll(burning).toBe(2);
  }
  async function allWait(): Promise<void> {
    await expect.poll(async () => (await line.hands.bench()).waiting).toBe(3);
    expect(await burning()).toBe(0);
  }

  it('puts back what it had prepared when it is left', async () => {
    await line.batch('own-seed', 3);
    await expect.poll(burning).toBe(2);
    await byId('leave-line').click();
    await allWait();
    expect(complaints).toEqual([]);
  });

  it('puts it back when the page goes away', async () => {
    // Taken beforehand, so that the page sees both with its first look.
    await line.hands.next();
    await line.hands.next();
    await openLine();
    await kiosk.page.goto('about:blank');
    await allWait();
  });

  it('puts it back before its operator is signed out, and goes on where they could not be', async () => {
    await openLine();
    await kiosk.page.route('**/api/session', (route) => route.fulfill({ status: 429 }), { times: 1 });
    const refused = kiosk.page.waitForResponse((response) => response.status() === 429);
    await byId('sign-out').click();
    await refused;
    await expect.poll(burning).toBe(2);
    await byId('sign-out').click();
    await byId('sign-in-name').waitFor();
    await allWait();
    // Not back to the line, which would take them again.
    await kiosk.page.goto(line.depot.url);
    await byId('sign-in-name').fill('browser.person');
    await byId('sign-in-password').fill(password);
    await kiosk.page.keyboard.press('Enter');
    await byId('sign-out').waitFor();
    expect(complaints).toEqual([]);
    for (let job = await line.hands.next(); job !== null; job = await line.hands.next())
      await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
  });

  it('takes a token of a vendor’s file in three actions: scanned from stock, six digits, scanned into its parcel', async () => {
    classic = makeClassicTokens(4, (length) => new Uint8Array(randomBytes(length)));
    await takeSeedFile(line.depot.clients.admin, vendorFile(classic));
    for (const token of classic) await line.hands.place.station.bench.addClassic(token);
    await line.batch('import', 3);
    await kiosk.page.goto(`${line.depot.url}/#/line/${line.hands.place.station.id}`);
    await expect.poll(nextMove).toBe('scan-stock');
    await picture('line-scan-stock');
    let actions = 0;
    for (const { serial } of classic.slice(0, 2)) {
      await scan(serial, 'Enter');
      actions += 1;
      await expect.poll(feedback).toBe('chosen');
      await stateOf(serial, 'verifying');
      await expect.poll(nextMove).toBe('code');
      await typeCodeOf(serial);
      actions += 1;
      await expect.poll(feedback).toBe('proved');
      await stateOf(serial, 'packing');
      await scan(serial, null);
      actions += 1;
      await stateOf(serial, 'packed');
      await expect.poll(feedback).toBe('packed');
    }
    expect(actions / 2).toBe(3);
  });

  it('takes the last scan from stock back', async () => {
    await expect.poll(nextMove).toBe('scan-stock');
    const serial = classic.at(-1)?.serial ?? '';
    await scan(serial, 'Enter');
    await expect.poll(feedback).toBe('chosen');
    await kiosk.page.keyboard.press('Control+z');
    await expect.poll(feedback).toBe('put-back');
    await expect.poll(nextMove).toBe('scan-stock');
    expect((await onBench()).some((job) => job.serial === serial)).toBe(false);
    expect(await line.depot.clients.admin.get(`tokens/${serial}`)).toMatchObject({ status: 'stock', seed: 'kept' });
  });

  it('asks for a new code itself where Entra comes too late for the first', async () => {
    const waiting = (await line.hands.bench()).jobs.find(({ state }) => state === 'scanning');
    const serial = await freeClassic();
    entra.faults.plan = { ...entra.faults.plan, share: 1, kinds: ['unavailable'] };
    await scan(serial, 'Enter');
    await stateOf(serial, 'verifying');
    await line.live.until(async () => {
      const events = await line.hands.place.client.get<EventView[]>(`jobs/${waiting?.id ?? ''}/timeline`);
      return events.find(({ kind }) => kind === 'directory.not-prepared') ?? null;
    }, 'Entra to be away');
    entra.faults.plan = { ...entra.faults.plan, share: 0 };
    await expect.poll(nextMove).toBe('code');
    await typeCodeOf(serial);
    await stateOf(serial, 'activating');
    await expect.poll(nextMove).toBe('code');
    await picture('line-activating');
    await rush(kiosk.page, codeOfNobody(line.depot.stations));
    await expect.poll(feedback).toBe('problem');
    await typeCodeOf(serial);
    await expect.poll(feedback).toBe('activated');
    await stateOf(serial, 'packing');
    await scan(serial, 'Enter');
    await stateOf(serial, 'packed');
    expect((await line.hands.job(waiting?.id ?? '')).serial).toBe(serial);
    expect(complaints).toEqual([]);
  });

  async function freeClassic(): Promise<string> {
    const { tokens } = await line.hands.place.station.bench.state();
    const taken = (await onBench()).map(({ serial }) => serial);
    return tokens.find(({ serial }) => serial.startsWith('0') && !taken.includes(serial))?.serial ?? '';
  }
});
