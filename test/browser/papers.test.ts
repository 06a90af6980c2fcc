import type { JobView } from '@depot/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';
import { picturesIn } from './pictures.js';

const line = useLine({ stations: [1], latencyMs: 2 });
const csv = [
  'upn,display name,reference,street,postal code,city,country,phone',
  'anna.sample@contoso.com,Anna Sample,CC-4711,1 Sample Street,69001,Lyon,FR,+33 4 00 00 12 34',
  'paul.sample@contoso.com,Paul Sample,CC-4712,2 Sample Street,69002,Lyon,FR,+33 4 00 00 12 35',
].join('\n');

describe.skipIf(leftOut('chromium'))('paper and lost parcels on the screen', () => {
  const jobs: JobView[] = [];
  const kiosk = useKiosk(line, ['admin', 'operator']);
  const { byId, picture, complaints } = kiosk;
  const go = (hash: string) => kiosk.page.goto(`${line.depot.url}/${hash}`);

  beforeAll(async () => {
    const { hands, depot } = line;
    await depot.clients.manager.post('batches', { name: 'Papers', route: 'qr', csv });
    for (let at = 0; at < 2; at += 1) {
      const taken = await hands.next();
      if (taken === null) throw new Error('Nobody waits.');
      await hands.capture(taken);
      const burned = await hands.burn(await hands.place.station.bench.takeFresh());
      const recorded = await hands.recorded(await hands.confirm(await hands.prove(burned)));
      jobs.push(recorded);
      if (at === 0) await hands.shipProved(recorded);
      else await depot.clients.operator.post(`jobs/${recorded.id}/pack`, { serial: recorded.serial });
    }
  });

  it('a packed token has its letter one press away, at the bench and among the parcels', async () => {
    const [station] = line.depot.stations;
    await go(`#/station/${station?.id ?? ''}/${jobs[1]?.id ?? ''}`);
    await byId('print-letters').waitFor();
    await picture('packed-with-letter');
    const [opened] = await Promise.all([
      kiosk.page.context().waitForEvent('page'),
      byId('print-letters').press('Enter'),
    ]);
    await opened.close();
    await go('#/parcels');
    await byId('choose-all').click();
    await expect.poll(() => byId('print-letters').textContent()).toContain('1');
    await picture('parcels-with-letters');
    expect(complaints).toEqual([]);
  });

  it('lost in the post says what follows before anybody confirms it, and leads to the new job and back', async () => {
    const [job] = jobs;
    await go(`#/jobs/${job?.id ?? ''}`);
    await byId('lost').press('Enter');
    await byId('lost-consequences').waitFor();
    await picture('lost-in-post');
    expect(await byId('lost-consequences').textContent()).toContain('second person');
    await byId('way-in-none').check();
    expect(await byId('lost-consequences').textContent()).toContain('destroyed at once');
    await byId('way-in-read-out').check();
    await byId('reason').fill('the carrier cannot find it');
    await byId('confirm').press('Enter');
    await byId('replaced-by').waitFor();
    expect(await byId('job-state').textContent()).toContain('Lost');
    await picture('lost-job');
    await byId('replaced-by').getByRole('link').click();
    await byId('replaces').waitFor();
    await byId('replaces').getByRole('link').click();
    await byId('replaced-by').waitFor();
    expect(complaints).toEqual([]);
  });

  it('the auditor’s page has everything of one token, and is taken away with a reason', async () => {
    const [job] = jobs;
    await byId('to-sheet').click();
    await byId('token-sheet').waitFor();
    expect(await byId('sheet-events').textContent()).toContain('Code proved the token');
    expect(await byId('sheet-command').textContent()).toMatch(/--head \d+:[0-9a-f]{64}/);
    await picture('token-sheet');
    await byId('sheet-pdf').press('Enter');
    await byId('reason').fill('the yearly audit');
    const [download] = await Promise.all([kiosk.page.waitForEvent('download'), byId('confirm').press('Enter')]);
    await download.saveAs(`${picturesIn}token-sheet.pdf`);
    expect(download.suggestedFilename()).toBe(`token-${job?.serial ?? ''}.pdf`);
    await expect.poll(() => byId('sheet-events').textContent()).toContain('Auditor’s page taken away');
    expect(complaints).toEqual([]);
  });
});
