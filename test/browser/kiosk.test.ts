import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { BenchView, EventView, JobView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { MicrosoftPage } from '../depot/hands.js';
import { useKiosk } from './kiosk.fixture.js';
import { rush } from './scanner.js';
import { useLine } from '../workflow/line.fixture.js';

const line = useLine({ stations: [2] });

describe.skipIf(leftOut('chromium'))('the kiosk in a browser', () => {
  const kiosk = useKiosk(line, ['operator', 'manager']);
  const { byId, picture, complaints } = kiosk;

  async function frontJob(): Promise<JobView> {
    const number = /\d+/.exec((await byId('job-number').first().textContent()) ?? '')?.[0];
    const { jobs } = await line.depot.clients.operator.get<BenchView>(`stations/${line.hands.place.station.id}`);
    const job = jobs.find((each) => String(each.number) === number);
    if (job === undefined) throw new Error(`Job ${String(number)} is not on the bench.`);
    return job;
  }

  async function typeDisplay(serial: string): Promise<void> {
    const { code } = await line.hands.readDisplay(serial);
    await kiosk.page.keyboard.type(code);
  }

  it('takes an own-seed job from “next job” to the post by keyboard alone', async () => {
    await line.batch('own-seed', 2);
    await byId('station').first().click();
    await byId('next-job').waitFor();
    await picture('bench-empty');
    await kiosk.page.keyboard.press('n');
    await byId('job-number').first().waitFor();
    await expect.poll(() => byId('instruction').first().textContent()).toMatch(/put it on a reader/);
    await picture('burn');
    const { bench } = line.hands.place.station;
    const serial = await bench.takeFresh();
    await bench.place(0, serial);
    await expect.poll(() => byId('instruction').first().textContent()).toMatch(/six digits/);
    await picture('verify');
    const job = await frontJob();
    await typeDisplay(serial);
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('registering');
    await picture('register');
    await byId('register').click();
    await byId('scan-serial').waitFor();
    await rush(kiosk.page, serial, 'Enter');
    await byId('carrier').waitFor();
    await picture('ship');
    await byId('carrier').fill('Sample Post');
    await byId('tracking').fill('SP1');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('shipped');
    await picture('shipped');
    await bench.remove(0);
    expect(complaints).toEqual([]);
  });

  it('helps with a wrong QR, takes a pasted one, and asks what Microsoft’s page said', async () => {
    // The own-seed job that is left would take the next token: out of the way with it.
    const left = await line.hands.next();
    await line.hands.place.client.post(`jobs/${left?.id ?? ''}/cancel`, { reason: 'end of the test' });
    await kiosk.page.reload();
    await line.batch('qr');
    // The bench has loaded and has heard of the batch: now its keys work.
    await expect.poll(() => byId('waiting').first().getAttribute('data-count')).toBe('1');
    await kiosk.page.keyboard.press('n');
    await byId('way-typed').waitFor();
    await picture('capture');
    await byId('way-typed').click();
    await byId('capture-text').fill(
      'https://login.microsoftonline.com/authenticatorApp/activateAccount?accountType=mfa&code=1&url=x',
    );
    await byId('capture-send').click();
    await expect.poll(() => kiosk.page.locator('body').textContent()).toMatch(/different authenticator app/);
    await picture('wrong-qr');
    const job = await frontJob();
    // The list that is walked through with the caller: ticks are on the record, the rest is read off the job.
    await byId('tick-share').check();
    await expect
      .poll(async () => {
        const events = await line.hands.place.client.get<EventView[]>(`jobs/${job.id}/timeline`);
        return events.filter(({ kind, facts }) => kind === 'guide.ticked' && facts['kind'] === 'share').length;
      })
      .toBe(1);
    await byId('text-for-user').click();
    await byId('text-fr').check();
    await expect.poll(() => byId('text').inputValue()).toContain(`Bonjour ${job.recipient.displayName ?? ''},`);
    await picture('guide-text');
    await byId('copy-text').click();
    await expect.poll(() => kiosk.page.evaluate(() => navigator.clipboard.readText())).toContain(job.upn);
    await kiosk.page.keyboard.press('Escape');
    const microsoft = new MicrosoftPage(job.upn, (length) => new Uint8Array(randomBytes(length)));
    const png = execFileSync('qrencode', ['-o', '-', '-s', '6', '-t', 'PNG', microsoft.qrText]);
    await pastePicture(png);
    await expect.poll(() => byId('instruction').first().textContent()).toMatch(/put it on a reader/);
    expect(await kiosk.page.content()).not.toContain(microsoft.secretBase32.toLowerCase());
    const { bench } = line.hands.place.station;
    const serial = await bench.takeFresh();
    await bench.place(1, serial);
    await expect
      .poll(async () => (await line.hands.bench()).jobs.filter((each) => each.state === 'verifying').length)
      .toBe(1);
    const burned = (await line.hands.bench()).jobs.find((each) => each.state === 'verifying');
    expect(burned?.id).toBe(job.id);
    await expect.poll(() => byId('instruction').first().textContent()).toMatch(/six digits/);
    await typeDisplay(serial);
    await byId('microsoft-yes').waitFor();
    await picture('confirm');
    expect(microsoft.takes(await bench.display(serial))).toBe(true);
    await byId('microsoft-yes').click();
    await expect
      .poll(() => kiosk.page.locator('[data-testid=guide-step][data-step=code]').getAttribute('data-done'))
      .toBe('true');
    await picture('guide');
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('packing');
    expect(complaints).toEqual([]);
  });

  it('shows a batch with live counts, and a job’s timeline', async () => {
    const batch = await line.batch('own-seed', 3);
    await kiosk.page.goto(`${line.depot.url}/#/batches/${batch}`);
    await byId('jobs').waitFor();
    await picture('batch');
    const job = await line.hands.take();
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await byId('timeline').waitFor();
    await expect.poll(() => byId('timeline').textContent()).toMatch(/order|burn/i);
    await picture('job');
    await byId('language').click();
    await expect.poll(() => kiosk.page.locator('html').getAttribute('lang')).toBe('fr');
    await picture('job-french');
    await byId('language').click();
    expect(complaints).toEqual([]);
  });

  it('knows a scan from typing wherever the cursor stands, with Enter, Tab or nothing at its end', async () => {
    const { bench } = line.hands.place.station;
    const batch = await line.batch('own-seed', 2);
    await kiosk.page.goto(`${line.depot.url}/#/station/${line.hands.place.station.id}`);
    for (let job = await line.hands.next(); job !== null && job.batchId !== batch; job = await line.hands.next())
      await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    const one = await line.hands.burn(await bench.takeFresh());
    await kiosk.page.goto(`${line.depot.url}/#/station/${line.hands.place.station.id}/${one.id}`);
    await byId('digits').waitFor();
    const serial = one.serial ?? '';
    // Into the boxes for six digits: a serial is no code, and costs no try.
    for (const end of ['Enter', 'Tab', null] as const) {
      await rush(kiosk.page, '9999999999999', end);
      await byId('what-is-this').waitFor();
      await expect.poll(() => kiosk.page.locator('[data-testid=what-is-this] [data-code]').count()).toBe(1);
      await kiosk.page.keyboard.press('Escape');
      await byId('what-is-this').waitFor({ state: 'detached' });
    }
    const { tries } = await triesOf(one.id);
    expect(tries).toBe(0);
    await rush(kiosk.page, (await line.hands.readDisplay(serial)).code, 'Enter');
    await line.hands.reached(one.id, 'registering');
    // Anywhere else it opens the token's job, from a page and from the search.
    for (const [where, end] of [
      ['page', 'Enter'],
      ['page', 'Tab'],
      ['page', null],
      ['search', null],
    ] as const) {
      await kiosk.page.goto(`${line.depot.url}/#/batches`);
      await byId('new-batch').waitFor();
      if (where === 'search') await kiosk.page.keyboard.press('/');
      await rush(kiosk.page, serial, end);
      await expect.poll(() => byId('job-row').count()).toBe(1);
      expect(await byId('job-row').textContent()).toContain(serial);
    }
    // Into its parcel, with the cursor in the field and the scanner set to end with nothing.
    await line.hands.place.client.post(`jobs/${one.id}/register`);
    await kiosk.page.goto(`${line.depot.url}/#/station/${line.hands.place.station.id}/${one.id}`);
    // It stood in the search, from which nothing takes it by itself.
    await byId('scan-serial').click();
    await rush(kiosk.page, serial, null);
    await line.hands.reached(one.id, 'packed');
    expect(complaints).toEqual([]);
  });

  /** Wrong codes counted against the job's token so far. */
  async function triesOf(id: string): Promise<{ tries: number }> {
    const events = await line.hands.place.client.get<EventView[]>(`jobs/${id}/timeline`);
    return { tries: events.filter(({ kind }) => kind.startsWith('code.')).length };
  }

  it('takes a QR code off a scanner where a job asks for it, and drops it elsewhere: no address ever holds its secret', async () => {
    const addresses: string[] = [];
    kiosk.page.on('request', (request) => addresses.push(request.url()));
    kiosk.page.on('framenavigated', (frame) => addresses.push(frame.url()));
    const batch = await line.batch('qr');
    let job = await line.hands.next();
    for (; job !== null && job.batchId !== batch; job = await line.hands.next())
      await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    const microsoft = new MicrosoftPage(job?.upn ?? '', (length) => new Uint8Array(randomBytes(length)));
    const dropped = kiosk.page.locator('[data-testid=problem][data-code=secret-scanned]');
    for (const where of ['page', 'search'] as const) {
      await kiosk.page.goto(`${line.depot.url}/#/batches`);
      await byId('new-batch').waitFor();
      await dropped.waitFor({ state: 'detached' });
      if (where === 'search') await kiosk.page.keyboard.press('/');
      await rush(kiosk.page, microsoft.qrText, 'Enter');
      await dropped.waitFor();
      if (where === 'page') await picture('secret-dropped');
      expect(await byId('search').inputValue()).not.toMatch(/otp|secret/);
      await kiosk.page.goto(`${line.depot.url}/#/jobs?search=nobody`);
      await byId('nothing-found').waitFor();
    }
    await kiosk.page.goto(`${line.depot.url}/#/station/${line.hands.place.station.id}/${job?.id ?? ''}`);
    await byId('way-picture').click();
    const front = await frontJob();
    await rush(kiosk.page, microsoft.qrText, 'Enter');
    await line.hands.reached(front.id, 'burning');
    expect(front.id).toBe(job?.id);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      expect(decodeURIComponent(address).toUpperCase()).not.toContain(microsoft.secretBase32);
      expect(address).not.toMatch(/otpauth|secret=/i);
    }
    await line.hands.place.client.post(`jobs/${front.id}/cancel`, { reason: 'end of the test' });
    expect(complaints).toEqual([]);
  });

  it('keeps nothing in the page’s storage', async () => {
    expect(await kiosk.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });

  /** Puts a picture on the clipboard and pastes it, as the operator does. */
  async function pastePicture(png: Uint8Array): Promise<void> {
    await kiosk.page.bringToFront();
    await kiosk.page.evaluate(
      async (bytes) => {
        const blob = new Blob([Uint8Array.from(bytes)], { type: 'image/png' });
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
      },
      [...png],
    );
    await kiosk.page.keyboard.press('Control+V');
  }
});
