import type { Page } from 'playwright-core';

/** What the watcher leaves in the page. */
interface Watch {
  /** Milliseconds from an event to the page that shows it. */
  shown: number[];
  /** Events that the page does not show yet, by job: when the first of them came. */
  owed: Map<string, { rank: number; since: number }>;
}

declare global {
  interface Window {
    depotWatch?: Watch;
  }
}

/**
 * Watches a line's page from within: a second stream of events says what happened, and each look at the page whether it shows it. A
 * token in hand is owed its state; what came before it is settled by it.
 */
export async function watchStaleness(page: Page, stationId: string): Promise<void> {
  await page.evaluate((station) => {
    const ranks = ['burning', 'verifying', 'recording', 'activating', 'packing', 'packed', 'shipping', 'shipped'];
    // While a job is recorded, or lies in its parcel, it is not in hand.
    const absent = (rank: number): boolean => rank === 2 || rank >= 5;
    const watch: Watch = { shown: [], owed: new Map() };
    window.depotWatch = watch;
    const look = (): void => {
      for (const [job, { rank, since }] of watch.owed) {
        const line = document.querySelector<HTMLElement>(`[data-testid=line-hands] [data-job="${job}"]`);
        const there = ranks.indexOf(line?.dataset['state'] ?? '');
        if (there >= rank || (there === -1 && absent(rank))) {
          watch.shown.push(performance.now() - since);
          watch.owed.delete(job);
        }
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    new EventSource('/api/events').onmessage = ({ data }: MessageEvent<string>): void => {
      const event = JSON.parse(data) as { jobId: string | null; stationId: string | null; state: string | null };
      const { jobId, stationId, state } = event;
      if (jobId === null || state === null || stationId !== station) return;
      const rank = ranks.indexOf(state);
      if (rank < 1 || rank > 5) {
        // Stopped, or past the line: no longer in hand.
        watch.owed.delete(jobId);
        return;
      }
      const before = watch.owed.get(jobId);
      watch.owed.set(jobId, { rank, since: before?.since ?? performance.now() });
      look();
    };
  }, stationId);
}

/** @returns milliseconds from each event to the page that showed it; what it still owes counts until now */
export function readStaleness(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const watch = window.depotWatch;
    if (watch === undefined) throw new Error('Nobody watches this page.');
    return [...watch.shown, ...[...watch.owed.values()].map(({ since }) => performance.now() - since)];
  });
}
