import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { leftOut } from '../depot/left-out.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { openBrowser, openPage } from './browser.js';
import { picturesIn, takePictures } from './pictures.js';

describe.skipIf(leftOut('chromium'))('the page over plain http', () => {
  let depot: ThrowAwayDepot;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(picturesIn, { recursive: true });
    [depot, browser] = await Promise.all([ThrowAwayDepot.start({ stations: [] }), openBrowser(['depot.example.org'])]);
  });
  afterAll(async () => {
    await browser.close();
    await depot.stop();
  });

  it('from another machine says that there is no camera, and what to do', async () => {
    const complaints: string[] = [];
    const page = await openPage(browser, depot.url.replace('127.0.0.1', 'depot.example.org'), complaints);
    await page.getByTestId('insecure-page').waitFor();
    expect(await page.evaluate(() => 'mediaDevices' in navigator)).toBe(false);
    expect(await page.getByTestId('insecure-page').textContent()).toMatch(/https/);
    await takePictures(page, 'insecure-page');
    // The browser itself has a word on such a page.
    expect(complaints.filter((complaint) => !complaint.includes('untrustworthy'))).toEqual([]);
  });

  it('from another machine marks what it may not put on the clipboard', async () => {
    const complaints: string[] = [];
    const url = depot.url.replace('127.0.0.1', 'depot.example.org');
    const page = await openPage(browser, url, complaints);
    const [name = '', value = ''] = depot.clients.admin.cookie.split('=');
    await page.context().addCookies([{ name, value, url }]);
    await page.goto(`${url}/#/keys`);
    await page.reload();
    await page.getByTestId('key-client').fill('Sample program');
    await page.getByTestId('scope-batches:read').check();
    await page.getByTestId('make-key').click();
    const secret = await page.getByTestId('key-secret').textContent();
    await page.getByTestId('copy-key').click();
    await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe(secret);
    expect(complaints.filter((complaint) => !complaint.includes('untrustworthy'))).toEqual([]);
  });

  it('on this machine says nothing of the kind', async () => {
    const page = await openPage(browser, depot.url, []);
    await page.getByTestId('sign-in-name').waitFor();
    expect(await page.getByTestId('insecure-page').count()).toBe(0);
  });
});
