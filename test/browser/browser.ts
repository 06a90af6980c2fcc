import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** Debian's Chromium, headless, that looks up nothing outside. @param hosts names that mean this machine @param more arguments */
export function openBrowser(hosts: readonly string[] = [], more: readonly string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error('Chromium is not installed (Debian: chromium).');
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=${hosts.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`,
    ...more,
  ];
  return chromium.launch({ executablePath, args });
}

/** A page that fails the test on a script error or a refused resource. */
export async function openPage(browser: Browser, url: string, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  // Where a page is not secure there is nothing to be granted.
  if (new URL(url).hostname === '127.0.0.1')
    await context.grantPermissions(['clipboard-read', 'clipboard-write', 'camera'], { origin: url });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A problem the API answers with is shown on the page; the browser mentions it here too.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  return page;
}
