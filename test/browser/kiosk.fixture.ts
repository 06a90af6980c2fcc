import { mkdirSync } from 'node:fs';
import type { Role } from '@depot/contracts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Client } from '../depot/client.js';
import { barriers } from './axe.js';
import { openBrowser, openPage } from './browser.js';
import { picturesIn, takePictures } from './pictures.js';

/** A depot that somebody is an admin of, once it has started. */
export interface SignedInDepot {
  readonly depot: { readonly url: string; readonly clients: Readonly<Record<'admin', Client>> };
}

/** A page with somebody signed in, for the length of one describe. */
export interface Kiosk {
  readonly browser: Browser;
  readonly page: Page;
  /** Script errors, refused resources and barriers so far; a test expects none. */
  readonly complaints: readonly string[];
  byId(testid: string): Locator;
  /** Keeps a picture of the page in both sizes, and complains of whatever keeps people out. */
  picture(name: string): Promise<void>;
}

/** Of the person at the kiosk. */
export const password = 'a long enough password';

/** Opens the depot's page in a browser and signs in as a person with these roles. @param more arguments of the browser */
export function useKiosk(line: SignedInDepot, roles: readonly Role[], more: () => readonly string[] = () => []): Kiosk {
  let browser: Browser | undefined;
  let page: Page | undefined;
  const complaints: string[] = [];
  beforeAll(async () => {
    mkdirSync(picturesIn, { recursive: true });
    browser = await openBrowser([], more());
    // A person of our own: the passwords printed at the first start are the fixture's.
    await line.depot.clients.admin.post('people', { name: 'browser.person', password, roles });
    page = await openPage(browser, line.depot.url, complaints);
    await page.getByTestId('sign-in-name').fill('browser.person');
    await page.getByTestId('sign-in-password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('sign-out').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
  });
  const kiosk = {
    complaints,
    get browser() {
      if (browser === undefined) throw new Error('The browser has not started.');
      return browser;
    },
    get page() {
      if (page === undefined) throw new Error('The browser has not started.');
      return page;
    },
    byId: (testid: string) => kiosk.page.getByTestId(testid),
    async picture(name: string) {
      await takePictures(kiosk.page, name);
      complaints.push(...(await barriers(kiosk.page)).map((barrier) => `${name}: ${barrier}`));
    },
  };
  return kiosk;
}
