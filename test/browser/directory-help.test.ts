import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { passesMade } from '../entra/pass-routes.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [1], environment: entra.environment });
beforeAll(() => connectDepot(line.depot.clients.admin));
afterAll(() => entra.stop());

describe.skipIf(leftOut('chromium'))('what the directory lets the screens offer', () => {
  const kiosk = useKiosk(line, ['operator', 'manager', 'admin']);
  const { byId, picture, complaints } = kiosk;

  it('a route for each recipient by their licence, before the batch is made', async () => {
    entra.tenant.user('no.plan@contoso.com').licensed = false;
    await kiosk.page.goto(`${line.depot.url}/#/batches/new`);
    await byId('batch-name').fill('Licences');
    await byId('route-own-seed').check();
    await byId('computed-code').check();
    await byId('recipients-text').fill('upn\nwith.plan@contoso.com\nno.plan@contoso.com\nnobody.here@contoso.com');
    await byId('rehearse').click();
    await expect.poll(() => byId('route-suggestion').count()).toBe(2);
    expect(await byId('route-suggestion').first().textContent()).toMatch(/no\.plan@contoso\.com/);
    await byId('route-advice').scrollIntoViewIfNeeded();
    await picture('route-advice');
    await byId('make-batch').click();
    await byId('computed-code-note').waitFor();
    entra.tenant.granted.delete('User.Read.All');
    await byId('check-routes').click();
    await byId('route-advice-problem').waitFor();
    await picture('route-advice-problem');
    entra.tenant.granted.add('User.Read.All');
    await byId('check-routes').click();
    await expect.poll(() => byId('route-suggestion').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('a Temporary Access Pass when the parcel is packed: on the screen once, and gone with the dialog', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    await hands.next();
    const job = await hands.burn(await station.bench.takeFresh());
    await hands.recorded(await hands.prove(job));
    await client.post(`jobs/${job.id}/pack`, { serial: job.serial });
    await kiosk.page.goto(`${line.depot.url}/#/station/${station.id}/${job.id}`);
    await byId('temporary-pass').click();
    await byId('pass-minutes').fill('120');
    await byId('reason').fill('the token is in the post');
    await picture('pass-dialog');
    await byId('confirm').click();
    await byId('pass').waitFor();
    expect(await byId('pass').textContent()).toBe(passesMade.at(-1));
    await picture('pass-shown');
    await byId('pass-told').click();
    expect(await kiosk.page.content()).not.toContain(passesMade.at(-1));
    entra.tenant.policies.temporaryAccessPass = false;
    await byId('temporary-pass').click();
    expect(await byId('pass-none').textContent()).toMatch(/Temporary Access Pass → Enable/);
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${job.id}`);
    await expect.poll(() => kiosk.page.textContent('main')).toMatch(/Temporary Access Pass made and shown once/);
    await picture('pass-on-the-record');
    expect(complaints).toEqual([]);
  });
});
