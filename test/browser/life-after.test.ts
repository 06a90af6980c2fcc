import type { JobPage, JobView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });
beforeAll(() => connectDepot(line.depot.clients.admin));
afterAll(() => entra.stop());

describe.skipIf(leftOut('chromium'))('the token’s page', () => {
  const kiosk = useKiosk(line, ['operator', 'manager', 'admin']);
  const { byId, picture, complaints } = kiosk;

  async function arrived(): Promise<JobView> {
    const { hands } = line;
    await line.batch('own-seed');
    await hands.next();
    const job = await hands.burn(await hands.place.station.bench.takeFresh());
    return hands.arrive(await hands.shipProved(await hands.prove(job)));
  }
  const open = (serial: string | null): Promise<unknown> =>
    kiosk.page.goto(`${line.depot.url}/#/tokens/${serial ?? ''}`);
  const ownerOf = (serial: string | null): (string | null)[] =>
    [...entra.tenant.devices.values()]
      .filter(({ serialNumber }) => serialNumber === serial)
      .map(({ assignedTo }) => assignedTo);
  const withdrawn = (status: string) =>
    kiosk.page.locator(`[data-testid=withdrawal][data-status=${status}]`).first().waitFor();

  it('takes a lost token from its user, names what Entra refuses, and tries again', async () => {
    const job = await arrived();
    await open(job.serial);
    await byId('lose').waitFor();
    await picture('token-in-use');
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    await byId('lose').click();
    await byId('reason').fill('left in a taxi');
    await picture('token-lose');
    await byId('confirm').click();
    await withdrawn('stuck');
    expect(await byId('withdrawal-detail').textContent()).toMatch(/ReadWrite\.All is missing/);
    await picture('token-stuck');
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    await byId('withdrawal-again').click();
    await withdrawn('done');
    expect(ownerOf(job.serial)).toEqual([null]);
    await byId('retire').click();
    await byId('reason').fill('it will not come back');
    await byId('confirm').click();
    await expect.poll(() => ownerOf(job.serial)).toEqual([]);
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await expect.poll(() => kiosk.page.textContent('main')).toMatch(/Taken out of Entra/);
    await picture('job-life-after');
    expect(complaints).toEqual([]);
  });

  it('takes one back to be burned anew, and gives one to somebody else', async () => {
    const [returned, given] = [await arrived(), await arrived()];
    await open(returned.serial);
    await byId('declare-returned').click();
    await picture('token-returned');
    await byId('reason').fill('handed in');
    await byId('confirm').click();
    await expect.poll(() => byId('token-status').getAttribute('data-value')).toBe('returned');
    await withdrawn('done');
    await open(given.serial);
    await byId('reassign').click();
    await byId('reassign-upn').fill('next.sample@contoso.com');
    await byId('reason').fill('the first one left');
    await picture('token-reassign');
    await byId('confirm').click();
    await expect.poll(() => kiosk.page.textContent('main')).toMatch(/next\.sample@contoso\.com/);
    expect(await byId('job-state').textContent()).toMatch(/Waiting/);
    // Whoever takes the next job would be asked for this very token.
    const [waiting] = (await line.depot.clients.admin.get<JobPage>('jobs?state=waiting')).jobs;
    expect(waiting?.serial).toBe(given.serial);
    await line.depot.clients.admin.post(`jobs/${waiting?.id ?? ''}/cancel`, { reason: 'end of the test' });
    expect(complaints).toEqual([]);
  });

  it('leads to what differs between ledger and Entra', async () => {
    const [gone, moved] = [await arrived(), await arrived()];
    for (const device of entra.tenant.devices.values()) {
      if (device.serialNumber === gone.serial) entra.tenant.devices.delete(device.id);
      if (device.serialNumber === moved.serial) device.assignedTo = entra.tenant.user('other.sample@contoso.com').id;
    }
    await byId('nav.tokens').click();
    await byId('comparison').click();
    await byId('compare-now').click();
    await expect.poll(() => byId('difference').count()).toBe(2);
    await picture('comparison');
    await byId('language').click();
    await expect.poll(() => kiosk.page.textContent('main')).toMatch(/Absent d’Entra/);
    await picture('comparison-french');
    await open(moved.serial);
    await byId('lose').waitFor();
    await picture('token-in-use-french');
    expect(complaints).toEqual([]);
  });

  it('tells what to do in the portal where there is no connection', async () => {
    const job = await arrived();
    await line.depot.clients.admin.post('directory/connection/forget', { reason: 'the end of a trial' });
    await open(job.serial);
    await byId('retire').click();
    await byId('reason').fill('worn out');
    await byId('confirm').click();
    await withdrawn('by-hand');
    expect(await byId('withdrawal-todo').textContent()).toMatch(/Jetons OATH/);
    await picture('token-by-hand');
    await byId('withdrawal-confirm').click();
    await byId('reason').fill('fait dans le portail');
    await byId('confirm').click();
    await withdrawn('done');
    expect(complaints).toEqual([]);
  });
});
