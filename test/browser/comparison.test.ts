import { afterAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });
afterAll(() => entra.stop());

describe.skipIf(leftOut('chromium'))('the page that compares ledger and Entra', () => {
  const kiosk = useKiosk(line, ['manager']);
  const { byId, picture, complaints } = kiosk;
  const text = (testid: string): Promise<string | null> => byId(testid).textContent();

  it('tells a manager that there is no connection, then when the first comparison comes and who can start one', async () => {
    const { admin } = line.depot.clients;
    await kiosk.page.goto(`${line.depot.url}/#/comparison`);
    await byId('comparison-none').waitFor();
    expect(await byId('comparison-never').count()).toBe(0);
    await connectDepot(admin);
    await byId('comparison-never').waitFor();
    expect(await text('comparison-never')).toMatch(
      /Nothing has been compared yet\..* begins by itself, no later than .*; an admin/,
    );
    expect(await byId('compare-now').count()).toBe(0);
    await picture('comparison-never');
    await byId('language').click();
    await expect.poll(() => text('comparison-never')).toMatch(/Rien n’a encore été comparé\..* au plus tard le /);
    await picture('comparison-never-french');
    await admin.post('directory/comparison');
    await byId('comparison-when').waitFor();
    expect(await byId('comparison-never').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
