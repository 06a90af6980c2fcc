import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

export const picturesIn = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** What people stand before. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** Keeps a picture of the page in both sizes. */
export async function takePictures(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${picturesIn}${name}-${String(size.width)}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
