import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { JobView, Route } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { MicrosoftPage } from '../depot/hands.js';
import { leftOut } from '../depot/left-out.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';
import { Keyboard } from './keyboard.js';
import { rush } from './scanner.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment, latencyMs: 2 });
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const classic = makeClassicTokens(2, random);

describe.skipIf(leftOut('chromium', 'qrencode'))(
  'each route, from “next job” to its arrival, by keyboard alone',
  () => {
    const kiosk = useKiosk(line, ['operator']);
    const { byId, complaints } = kiosk;
    const keyboard = new Keyboard(kiosk);
    /** The screens that were looked at, each in each language. */
    const seen = new Set<string>();

    beforeAll(async () => {
      const { admin } = line.depot.clients;
      await takeSeedFile(admin, vendorFile(classic));
      for (const token of classic) await line.hands.place.station.bench.addClassic(token);
      await connectDepot(admin);
      await kiosk.page.evaluate(() => {
        addEventListener('pointerdown', () => document.body.toggleAttribute('data-pointer', true), true);
      });
      await byId('station').first().waitFor();
      await keyboard.enter('station');
      await byId('next-job').waitFor();
    });
    afterAll(() => entra.stop());

    async function look(screen: string): Promise<void> {
      const name = `flow-${screen}-${(await kiosk.page.locator('html').getAttribute('lang')) ?? ''}`;
      if (seen.has(name)) return;
      seen.add(name);
      await kiosk.picture(name);
    }
    /** The job that was taken last. */
    async function taken(): Promise<JobView> {
      return line.live.until(async () => (await line.hands.bench()).jobs.at(-1) ?? null, 'a job on the bench');
    }
    async function typeCodeOf(serial: string, testid: string): Promise<void> {
      await keyboard.typeInto(testid, (await line.hands.readDisplay(serial)).code);
    }
    async function burn(): Promise<string> {
      const { bench } = line.hands.place.station;
      await expect.poll(() => byId('instruction').first().textContent()).toMatch(/reader|lecteur/);
      await look('burn');
      const serial = await bench.takeFresh();
      await bench.place(0, serial);
      await byId('digits').waitFor();
      await bench.remove(0);
      return serial;
    }
    /** A picture on the clipboard in English; the key typed by hand in French. */
    async function capture(job: JobView): Promise<void> {
      const microsoft = new MicrosoftPage(job.upn, random);
      await byId('way-typed').waitFor();
      await look('capture');
      if ((await kiosk.page.locator('html').getAttribute('lang')) === 'en') {
        const png = execFileSync('qrencode', ['-o', '-', '-s', '6', '-t', 'PNG', microsoft.qrText]);
        await kiosk.page.evaluate(
          async (bytes) => {
            const blob = new Blob([Uint8Array.from(bytes)], { type: 'image/png' });
            await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
          },
          [...png],
        );
        await keyboard.press('Control+V');
      } else {
        await keyboard.tabTo('way-screen', 'way-camera', 'way-picture', 'way-typed');
        // Each way chosen opens at once; this one takes the cursor along.
        await keyboard.arrowTo('capture-text');
        // Slower than any scanner.
        await kiosk.page.keyboard.type(microsoft.secretBase32, { delay: 100 });
        await look('capture-typed');
        await keyboard.press('Enter');
      }
    }
    /** The token of this route in hand, its code typed. @returns its serial */
    async function prove(route: Route, job: JobView): Promise<string> {
      let serial: string;
      if (route === 'import') {
        serial = classic.pop()?.serial ?? '';
        await look('scan');
        await keyboard.scanInto('scan-serial', serial);
        await byId('digits').waitFor();
      } else {
        if (route === 'qr') await capture(job);
        serial = await burn();
      }
      await look('verify');
      await typeCodeOf(serial, 'digits');
      if (route === 'qr') {
        await byId('microsoft-yes').waitFor();
        await look('confirm');
        await keyboard.enterUntilGone('microsoft-yes');
      } else {
        // What Entra was too late for is typed once more.
        const next = await line.live.until(async () => {
          const { state } = await line.hands.job(job.id);
          return state === 'packing' || state === 'activating' ? state : null;
        }, 'the job to be recorded');
        if (next === 'activating') await typeCodeOf(serial, 'activation-digits');
      }
      return serial;
    }

    it.each([
      ['en', 'qr'],
      ['en', 'own-seed'],
      ['en', 'import'],
      ['fr', 'qr'],
      ['fr', 'own-seed'],
      ['fr', 'import'],
    ] as const)('%s: %s', async (language, route) => {
      if ((await kiosk.page.locator('html').getAttribute('lang')) !== language) {
        await keyboard.enter('language');
        await expect.poll(() => kiosk.page.locator('html').getAttribute('lang')).toBe(language);
      }
      await line.batch(route);
      await expect.poll(() => byId('waiting').first().getAttribute('data-count')).toBe('1');
      await look('bench');
      await keyboard.press('Alt+n');
      const job = await taken();
      expect(job.route).toBe(route);
      const serial = await prove(route, job);
      await byId('scan-serial').waitFor();
      await look('pack');
      await keyboard.scanInto('scan-serial', serial);
      await byId('carrier').waitFor();
      await look('parcel');
      if ((await byId('carrier').inputValue()) === '') {
        await keyboard.typeInto('carrier', 'Sample Post');
        await keyboard.tabTo('tracking');
      }
      await keyboard.typeInto('tracking', `SP${serial}`);
      await keyboard.press('Enter');
      await line.hands.reached(job.id, 'shipped');
      await look('shipped');
      // Where is it? The recipient reads a code to whoever answers.
      await keyboard.press('Escape');
      await keyboard.press('/');
      await rush(kiosk.page, serial, 'Enter');
      await byId('job-row').first().waitFor();
      await look('search');
      await keyboard.enter('job-row');
      await keyboard.enter('move-deliver');
      await byId('move-arrive').waitFor();
      await look('job');
      await keyboard.enter('move-arrive');
      await byId('arrive-code').waitFor();
      await look('arrive');
      await typeCodeOf(serial, 'arrive-code');
      await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('arrived');
      expect(await line.hands.job(job.id)).toMatchObject({ seed: 'destroyed' });
      await look('arrived');
      await keyboard.enter('nav.bench');
      await byId('next-job').waitFor();
      expect(await kiosk.page.evaluate(() => document.body.hasAttribute('data-pointer'))).toBe(false);
      expect(complaints).toEqual([]);
    });
  },
);
