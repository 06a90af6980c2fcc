import { readFileSync } from 'node:fs';
import type { JobView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { parseCsvSeeds } from '../workflow/portal.js';
import { useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [1] });

describe.skipIf(leftOut('chromium'))('the Entra CSV of a batch', () => {
  const kiosk = useKiosk(line, ['manager', 'admin']);
  const { byId, picture, complaints } = kiosk;

  it('holds the jobs that somebody chose, each with its person’s UPN, or all of them', async () => {
    const { hands } = line;
    const batchId = await line.batch('own-seed', 3);
    const jobs: JobView[] = [];
    for (let at = 0; at < 3; at += 1) {
      await hands.next();
      const job = await hands.burn(await hands.place.station.bench.takeFresh());
      jobs.push(await hands.reached((await hands.prove(job)).id, 'registering'));
    }
    const download = async (): Promise<string[]> => {
      const [file] = await Promise.all([kiosk.page.waitForEvent('download'), byId('confirm').click()]);
      return parseCsvSeeds(readFileSync(await file.path(), 'utf8')).map(({ upn, serial }) => `${upn} ${serial}`);
    };
    const rows = jobs.map(({ upn, serial }) => `${upn} ${serial ?? ''}`);
    await kiosk.page.goto(`${line.depot.url}/#/batches/${batchId}`);
    await byId('entra-csv').click();
    await byId('reason').fill('upload in the portal');
    expect(await download()).toEqual(rows);
    await byId('entra-csv').click();
    await byId('reason').fill('the one that was forgotten');
    await byId('entra-csv-some').check();
    expect(await byId('confirm').isDisabled()).toBe(true);
    await byId('waiting-jobs-filter').fill(jobs[1]?.serial ?? '');
    const box = byId(`choose-job-${String(jobs[1]?.number)}`);
    await box.check();
    await byId('waiting-jobs-filter').fill('');
    await byId(`choose-job-${String(jobs[0]?.number)}`).waitFor();
    expect(await box.isChecked()).toBe(true);
    await picture('entra-csv-some');
    expect(await download()).toEqual(rows.slice(1, 2));
    expect(complaints).toEqual([]);
  });
});
