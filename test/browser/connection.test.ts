import { sampleConnection } from '@depot/api/sample-connection';
import type { EventView } from '@depot/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { EntraEmulator } from '../entra/emulator.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });

describe.skipIf(leftOut('chromium'))('the screens where Entra is connected', () => {
  const kiosk = useKiosk(line, ['operator', 'manager', 'admin']);
  const { byId, picture, complaints } = kiosk;
  afterAll(() => entra.stop());

  it('take the connection, and name what it lacks with what to click', async () => {
    await byId('nav.settings').click();
    await byId('connection-none').waitFor();
    await picture('settings-none');
    await byId('set-connection').click();
    await byId('entra-tenant').fill(sampleConnection.tenant);
    await byId('client-id').fill(sampleConnection.clientId);
    await byId('client-secret').fill(sampleConnection.secret);
    await byId('reason').fill('the sample tenant');
    await picture('settings-dialog');
    await byId('confirm').click();
    await byId('connection-facts').waitFor();
    expect(await kiosk.page.content()).not.toContain(sampleConnection.secret);
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    entra.tenant.policies.hardwareOath = false;
    await byId('test-connection').click();
    await expect.poll(() => byId('findings').getAttribute('data-ok')).toBe('false');
    const bad = kiosk.page.locator('[data-testid=finding][data-ok=false]');
    expect(await bad.count()).toBe(2);
    expect(await bad.first().textContent()).toMatch(/UserAuthenticationMethod\.ReadWrite\.All/);
    await picture('settings-findings');
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    entra.tenant.policies.hardwareOath = true;
    await byId('test-connection').click();
    await expect.poll(() => byId('findings').getAttribute('data-ok')).toBe('true');
    expect(complaints).toEqual([]);
  });

  it('ask for a new code where the first one came before the token was there', async () => {
    const { hands } = line;
    entra.faults.plan = { share: 1, kinds: ['unavailable'] };
    await line.batch('own-seed');
    await hands.next();
    const job = await hands.burn(await hands.place.station.bench.takeFresh());
    await hands.prove(job);
    entra.faults.plan = { share: 0, kinds: [] };
    const id = job.id;
    await line.live.until(async () => {
      const now = await hands.job(id);
      if (now.state === 'stopped') await hands.place.client.post(`jobs/${id}/go-on`);
      return now.state === 'activating' ? now : null;
    }, 'the job to ask for a code');
    await kiosk.page.goto(`${line.depot.url}/#/station/${hands.place.station.id}/${id}`);
    await byId('activation-digits').waitFor();
    await picture('activating');
    const { code } = await hands.readDisplay(job.serial ?? '');
    await kiosk.page.keyboard.type(code);
    await hands.reached(id, 'packing');
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${id}`);
    await expect.poll(() => kiosk.page.textContent('main')).toMatch(/activated it in Entra/);
    await picture('activated-timeline');
    expect(complaints).toEqual([]);
  });

  it('keep saying why Entra refused the digits, beside the boxes, on the line and on the job’s page, until it takes them', async () => {
    const { hands } = line;
    await line.batch('own-seed');
    await hands.next();
    const job = await hands.burn(await hands.place.station.bench.takeFresh());
    await line.live.until(async () => {
      const events = await hands.place.client.get<EventView[]>(`jobs/${job.id}/timeline`);
      return events.find(({ kind }) => kind === 'directory.assigned') ?? null;
    }, 'Entra to have the token');
    entra.tenant.policies.hardwareOath = false;
    await hands.prove(job);
    await hands.reached(job.id, 'activating');
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await expect
      .poll(() => byId('last-refusal').textContent())
      .toMatch(/not enabled by policy.*Hardware OATH tokens → Enable/s);
    await picture('activation-refused-job');
    await kiosk.page.goto(`${line.depot.url}/#/station/${hands.place.station.id}/${job.id}`);
    await expect.poll(() => byId('last-refusal').textContent()).toMatch(/did not take the code.*Enable/s);
    await picture('activation-refused');
    await kiosk.page.goto(`${line.depot.url}/#/line/${hands.place.station.id}`);
    await byId('line-digits').waitFor();
    await expect.poll(() => byId('last-refusal').textContent()).toMatch(/did not take the code.*Enable/s);
    expect(await byId('line-recipient').textContent()).toBe(job.displayName ?? job.upn);
    await picture('activation-refused-line');
    entra.tenant.policies.hardwareOath = true;
    await hands.activate(await hands.job(job.id));
    await hands.reached(job.id, 'packing');
    await expect.poll(() => byId('last-refusal').count()).toBe(0);
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await expect.poll(() => kiosk.page.textContent('main')).toMatch(/activated it in Entra/);
    expect(await byId('last-refusal').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
