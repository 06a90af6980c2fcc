import type { Page } from 'playwright-core';

/** Keys one right after the other, as a scanner sends them, with no wait for the page between them. */
export async function rush(page: Page, text: string): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  const presses = Array.from(text).flatMap((key) => [
    keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key }),
    keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key }),
  ]);
  await Promise.all(presses);
  await keys.detach();
}
