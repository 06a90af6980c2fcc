import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import type { BenchView, JobView } from '@depot/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MicrosoftPage } from '../depot/hands.js';
import { openBrowser, openPage } from './browser.js';
import { useLine } from '../workflow/line.fixture.js';

const line = useLine({ stations: [2] });
const without = (process.env['DEPOT_TESTS_WITHOUT'] ?? '').split(',');
const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url));

describe.skipIf(without.includes('chromium'))('the kiosk in a browser', () => {
  let browser: Browser | undefined;
  let page: Page;
  const complaints: string[] = [];
  const byId = (id: string) => page.getByTestId(id);

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser();
    // A password of our own: the one printed at the first start is the fixture's.
    const password = 'a long enough password';
    await line.depot.clients.admin.post('people', { name: 'bench.person', password, roles: ['operator', 'manager'] });
    page = await openPage(browser, line.depot.url, complaints);
    await byId('sign-in-name').fill('bench.person');
    await byId('sign-in-password').fill(password);
    await page.keyboard.press('Enter');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });

  /** Both sizes people stand before. */
  async function picture(name: string): Promise<void> {
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${pictures}${name}-${String(width)}.png` });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }

  async function frontJob(): Promise<JobView> {
    const number = /\d+/.exec((await byId('job-number').first().textContent()) ?? '')?.[0];
    const { jobs } = await line.depot.clients.operator.get<BenchView>(`stations/${line.hands.place.station.id}`);
    const job = jobs.find((each) => String(each.number) === number);
    if (job === undefined) throw new Error(`Job ${String(number)} is not on the bench.`);
    return job;
  }

  async function typeDisplay(serial: string): Promise<void> {
    const { code } = await line.hands.readDisplay(serial);
    await page.keyboard.type(code);
  }

  it('takes an own-seed job from “next job” to the post by keyboard alone', async () => {
    await line.batch('own-seed', 2);
    await byId('station').first().click();
    await byId('next-job').waitFor();
    await picture('bench-empty');
    await page.keyboard.press('n');
    await byId('job-number').first().waitFor();
    await expect.poll(() => byId('instruction').first().textContent()).toMatch(/put it on a reader/);
    await picture('burn');
    const { bench } = line.hands.place.station;
    const serial = await bench.takeFresh();
    await bench.place(0, serial);
    await expect.poll(() => byId('instruction').first().textContent(), { timeout: 15_000 }).toMatch(/six digits/);
    await picture('verify');
    const job = await frontJob();
    await typeDisplay(serial);
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('registering');
    await picture('register');
    await byId('register').click();
    await byId('scan-serial').waitFor();
    await page.keyboard.type(serial);
    await page.keyboard.press('Enter');
    await byId('carrier').waitFor();
    await picture('ship');
    await byId('carrier').fill('Sample Post');
    await byId('tracking').fill('SP1');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('shipped');
    await picture('shipped');
    await bench.remove(0);
    expect(complaints).toEqual([]);
  });

  it('helps with a wrong QR, takes a pasted one, and asks what Microsoft’s page said', async () => {
    await line.hands.next();
    await page.reload();
    await line.batch('qr');
    // The one own-seed job left was taken above: the next is the QR job.
    await page.keyboard.press('n');
    await byId('capture-text').waitFor();
    await picture('capture');
    await byId('capture-text').fill(
      'https://login.microsoftonline.com/authenticatorApp/activateAccount?accountType=mfa&code=1&url=x',
    );
    await byId('capture-send').click();
    await expect.poll(() => page.locator('body').textContent()).toMatch(/different authenticator app/);
    await picture('wrong-qr');
    const job = await frontJob();
    const microsoft = new MicrosoftPage(job.upn, (length) => new Uint8Array(randomBytes(length)));
    const png = execFileSync('qrencode', ['-o', '-', '-s', '6', '-t', 'PNG', microsoft.qrText]);
    await pastePicture(png);
    await expect
      .poll(() => byId('instruction').first().textContent(), { timeout: 15_000 })
      .toMatch(/put it on a reader/);
    expect(await page.content()).not.toContain(microsoft.secretBase32.toLowerCase());
    const { bench } = line.hands.place.station;
    const serial = await bench.takeFresh();
    await bench.place(1, serial);
    await expect
      .poll(async () => (await line.hands.bench()).jobs.filter((each) => each.state === 'verifying').length)
      .toBe(1);
    const burned = (await line.hands.bench()).jobs.find((each) => each.state === 'verifying');
    expect(burned?.id).toBe(job.id);
    await expect.poll(() => byId('instruction').first().textContent(), { timeout: 15_000 }).toMatch(/six digits/);
    await typeDisplay(serial);
    await byId('microsoft-yes').waitFor();
    await picture('confirm');
    expect(microsoft.takes(await bench.display(serial))).toBe(true);
    await byId('microsoft-yes').click();
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('packing');
    expect(complaints).toEqual([]);
  });

  it('shows a batch with live counts, and a job’s timeline', async () => {
    const batch = await line.batch('own-seed', 3);
    await page.goto(`${line.depot.url}/#/batches/${batch}`);
    await byId('jobs').waitFor();
    await picture('batch');
    const job = await line.hands.next();
    if (job === null) throw new Error('No job.');
    await page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await byId('timeline').waitFor();
    await expect.poll(() => byId('timeline').textContent()).toMatch(/order|burn/i);
    await picture('job');
    await byId('language').click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('fr');
    await picture('job-french');
    await byId('language').click();
    expect(complaints).toEqual([]);
  });

  it('keeps nothing in the page’s storage', async () => {
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });

  /** Puts a picture on the clipboard and pastes it, as the operator does. */
  async function pastePicture(png: Uint8Array): Promise<void> {
    await page.bringToFront();
    await page.evaluate(
      async (bytes) => {
        const blob = new Blob([Uint8Array.from(bytes)], { type: 'image/png' });
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
      },
      [...png],
    );
    await page.keyboard.press('Control+V');
  }
});
