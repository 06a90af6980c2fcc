import type { Page } from 'playwright-core';

/** Bytes of programs, styles and pages as they came over the line; what the API answers is data. */
export async function countBytes(page: Page): Promise<() => number> {
  const line = await page.context().newCDPSession(page);
  let sum = 0;
  const data = new Set<string>();
  line.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.includes('/api/')) data.add(requestId);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!data.has(requestId)) sum += encodedDataLength;
  });
  await line.send('Network.enable');
  return () => sum;
}
