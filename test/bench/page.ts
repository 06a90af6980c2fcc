import type { Page } from 'playwright-core';
import { openBrowser, openPage } from '../browser/browser.js';
import { countBytes } from '../browser/count-bytes.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';

/**
 * What a kiosk's browser does at its first visit, in Debian's Chromium: kilobytes over the line, milliseconds to the first thing to be
 * seen, and how long the page was ever too busy to answer. First the page for signing in; then, from a station's bench, with
 * all other screens fetched ahead, but for the decoder of QR codes.
 */
export function benchPage(store: Engine): Promise<Readonly<Record<string, number>>> {
  return withBenchDepot(store, { stations: [2] }, async ({ depot }) => {
    const password = 'a long enough password';
    await depot.clients.admin.post('people', { name: 'page.bench', password, roles: ['operator'] });
    const browser = await openBrowser();
    try {
      const page = await openPage(browser, 'about:blank', []);
      const bytes = await countBytes(page);
      await page.goto(depot.url);
      await page.getByTestId('sign-in-name').waitFor();
      const signIn = { bytes: bytes(), ...(await paint(page)) };
      await page.getByTestId('sign-in-name').fill('page.bench');
      await page.getByTestId('sign-in-password').fill(password);
      await page.keyboard.press('Enter');
      await page.getByTestId('station').first().click();
      await page.getByTestId('next-job').waitFor();
      const bench = { bytes: bytes(), ...(await paint(page)) };
      return {
        signInKilobytes: Math.round(signIn.bytes / 100) / 10,
        firstContentfulPaintMs: Math.round(signIn.firstPaint),
        everyScreenKilobytes: Math.round(bench.bytes / 100) / 10,
        longTasks: bench.longTasks,
        longestTaskMs: Math.round(bench.longestTask),
      };
    } finally {
      await browser.close();
    }
  });
}

function paint(page: Page): Promise<{ firstPaint: number; longTasks: number; longestTask: number }> {
  return page.evaluate(async () => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask', buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [first] = performance.getEntriesByName('first-contentful-paint');
    return { firstPaint: first?.startTime ?? 0, longTasks: tasks.length, longestTask: Math.max(0, ...tasks) };
  });
}
