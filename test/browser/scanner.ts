import type { Page } from 'playwright-core';

/** What a scanner may be set to end with. */
export type ScanEnd = 'Enter' | 'Tab' | null;

const endKeys = {
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
} as const;
/** Seconds between two keys. */
const pace = 0.01;
/** Seconds that a hand needs at least, after whatever it has just seen. */
const reaction = 0.15;

/** Keys as a scanner sends them: at its pace, however busy the machine is that hands them on, and no sooner than a hand can. */
export async function rush(page: Page, text: string, end: ScanEnd = null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = Array.from(text, (key): object => ({ key, text: key }));
  if (end !== null) keys.push(endKeys[end]);
  const begun = Date.now() / 1000 + reaction;
  await new Promise((resolve) => setTimeout(resolve, 1000 * (reaction + keys.length * pace)));
  const presses = keys.flatMap((key, at) => {
    const timestamp = begun + at * pace;
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, timestamp }),
    ];
  });
  await Promise.all(presses);
  await session.detach();
}
