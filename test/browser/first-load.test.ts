import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { openBrowser, openPage } from './browser.js';
import { countBytes } from './count-bytes.js';

const line = useLine({ stations: [1] });
/** What a kiosk's first visit may cost, decoder of QR codes left out; gzip, with headers. */
const most = 80_000;

describe.skipIf(leftOut('chromium'))('a kiosk’s first visit', () => {
  it('brings no more than 80 kB, and no decoder', async () => {
    const browser = await openBrowser();
    try {
      const page = await openPage(browser, 'about:blank', []);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const bytes = await countBytes(page);
      await page.goto(line.depot.url, { waitUntil: 'networkidle' });
      await page.getByTestId('sign-in-name').waitFor();
      expect(bytes()).toBeGreaterThan(10_000);
      expect(bytes()).toBeLessThanOrEqual(most);
      expect(asked.filter((url) => /wasm|worker/.test(url))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
