import type { JobView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { MoltoHands } from '../depot/molto-hands.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [1] });

describe.skipIf(leftOut('chromium'))('the kiosk where Molto2 are written', () => {
  const kiosk = useKiosk(line, ['operator', 'manager', 'admin']);
  const { byId, picture, complaints } = kiosk;
  const desk = (): MoltoHands => new MoltoHands(line.hands, line.depot.clients.manager);

  async function show(job: JobView): Promise<void> {
    await kiosk.page.goto(`${line.depot.url}/#/station/${line.hands.place.station.id}/${job.id}`);
    await expect.poll(() => byId('job-number').first().textContent()).toBe(`Job ${String(job.number)}`);
  }

  it('asks to plug one in, takes a profile that is named, and says which it was', async () => {
    const { serial } = await line.hands.place.station.bench.takeMolto();
    const [job] = await desk().take(['molto.one@contoso.com']);
    if (job === undefined) throw new Error('No job.');
    await show(job);
    await expect.poll(() => byId('instruction').first().textContent()).toBe('Plug the Molto2 into this station.');
    await byId('profile').selectOption('4');
    await expect.poll(async () => (await line.hands.job(job.id)).profile).toBe(4);
    await picture('molto-burn');
    await desk().plug(serial, true);
    await expect.poll(() => byId('instruction').first().textContent()).toMatch(/Open the job’s profile/);
    expect(await byId('job-profile').textContent()).toBe('4');
    await picture('molto-verify');
    const { code } = await line.hands.place.station.bench.displayOf(serial, 4);
    await kiosk.page.keyboard.type(code);
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('registering');
    await desk().plug(serial, false);
    await kiosk.page.goto(`${line.depot.url}/#/tokens/${serial}`);
    await expect.poll(() => byId('device').textContent()).toMatch(/profile 4/);
    await picture('molto-device');
    expect(complaints).toEqual([]);
  });

  it('says why one is not taken, and writes over a profile only when somebody allows it and says why', async () => {
    const { serial } = await line.hands.place.station.bench.takeMolto();
    const [before] = await desk().take(['molto.two@contoso.com']);
    if (before === undefined) throw new Error('No job.');
    await desk().burn(before, serial);
    await line.depot.clients.operator.post(`jobs/${before.id}/cancel`, { reason: 'end of the test' });
    const [job] = await desk().take(['molto.three@contoso.com']);
    if (job === undefined) throw new Error('No job.');
    await show(job);
    await byId('profile').selectOption('0');
    await expect.poll(async () => (await line.hands.job(job.id)).profile).toBe(0);
    await desk().plug(serial, true);
    await expect.poll(() => byId('declined').textContent()).toMatch(/not this recipient’s by the record/);
    await picture('molto-declined');
    await byId('language').click();
    await byId('permit').click();
    await picture('molto-permit-french');
    await byId('reason').fill('vidé avec l’outil du fournisseur');
    await byId('confirm').click();
    await expect.poll(() => byId('permit').getAttribute('data-kind')).toBe('overwrite');
    await byId('language').click();
    await byId('permit').click();
    await byId('reason').fill('nobody uses it any more');
    await byId('confirm').click();
    await expect.poll(async () => (await line.hands.job(job.id)).state).toBe('verifying');
    await desk().plug(serial, false);
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await expect
      .poll(() => byId('timeline').textContent())
      .toMatch(/Writing over a profile allowed.*nobody uses it any more.*Profile 0/s);
    await picture('molto-timeline');
    expect(complaints).toEqual([]);
  });
});
