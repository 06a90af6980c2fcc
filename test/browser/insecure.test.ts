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
  }, 60_000);
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

  it('on this machine says nothing of the kind', async () => {
    const page = await openPage(browser, depot.url, []);
    await page.getByTestId('sign-in-name').waitFor();
    expect(await page.getByTestId('insecure-page').count()).toBe(0);
  });
});
