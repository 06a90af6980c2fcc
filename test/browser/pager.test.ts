import type { JobPage } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [] });

describe.skipIf(leftOut('chromium'))('a list of several pages', () => {
  const kiosk = useKiosk(line, ['manager']);
  const { byId } = kiosk;

  it('goes to the last page there is when it shrinks while a later one is open', async () => {
    const batch = await line.batch('own-seed', 51);
    await kiosk.page.goto(`${line.depot.url}/#/batches/${batch}`);
    await byId('stage-todo').click();
    await expect.poll(() => byId('job-row').count()).toBe(50);
    const pager = kiosk.page.getByRole('navigation', { name: 'Pages' });
    await pager.getByRole('button').last().click();
    await expect.poll(() => byId('job-row').count()).toBe(1);
    const { operator } = line.depot.clients;
    const { jobs } = await operator.get<JobPage>(`batches/${batch}/jobs`);
    await operator.post(`jobs/${jobs[0]?.id ?? ''}/cancel`, { reason: 'the list shrinks' });
    await expect.poll(() => byId('job-row').count()).toBe(50);
    expect(await pager.textContent()).toMatch(/1.*50.*50/);
    expect(await pager.getByRole('button').count()).toBe(0);
    expect(kiosk.complaints).toEqual([]);
  });
});
