import type { ArrivalCodeMade, JobView } from '@depot/contracts';
import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { barriers } from './axe.js';
import { openPage } from './browser.js';
import { useKiosk } from './kiosk.fixture.js';
import { picturesIn, takePictures } from './pictures.js';
import { rush } from './scanner.js';

const line = useLine({ stations: [1], latencyMs: 2 });
const csv = [
  'upn,display name,street,postal code,city,country',
  'anna@contoso.com,Anna Sample,1 Sample Street,69001,Lyon,FR',
  'bert@contoso.com,Bert Sample,2 Sample Street,13001,Marseille,FR',
  'carl@contoso.com,Carl Sample,3 Sample Street,10115,Berlin,DE',
  'nora@contoso.com,Nora Nowhere,,,,',
].join('\n');

/** A telephone's screen as well, and whatever keeps people out. */
async function pictureOn(page: Page, name: string): Promise<void> {
  await takePictures(page, name);
  await page.setViewportSize({ width: 380, height: 800 });
  await page.screenshot({ path: `${picturesIn}${name}-380.png` });
  expect(await barriers(page)).toEqual([]);
}

describe.skipIf(leftOut('chromium'))('the parcels’ screen', () => {
  const serials = new Map<string, string>();
  const ids = new Map<string, string>();
  const kiosk = useKiosk(line, ['operator', 'manager']);
  const { byId, picture, complaints } = kiosk;

  beforeAll(async () => {
    await line.depot.clients.manager.post('batches', { name: 'Parcels', route: 'own-seed', csv });
    const { hands } = line;
    const { client, station } = hands.place;
    for (let at = 0; at < 4; at += 1) {
      await hands.next();
      const job = await hands.burn(await station.bench.takeFresh());
      await hands.prove(job);
      await hands.reached(job.id, 'registering');
      await client.post(`jobs/${job.id}/register`);
      await client.post(`jobs/${job.id}/pack`, { serial: job.serial });
      serials.set(job.recipient.displayName ?? '', job.serial ?? '');
      ids.set(job.recipient.displayName ?? '', job.id);
    }
  });

  const job = (name: string): Promise<JobView> => line.hands.job(ids.get(name) ?? '');
  const outcome = () => byId('outcome').getAttribute('data-kind');
  const listed = () => byId('parcel').count();
  const trackingOf = (name: string) => kiosk.page.getByLabel(`Tracking number for ${name}`);
  async function scan(text: string): Promise<void> {
    await rush(kiosk.page, text, 'Enter');
  }

  it('takes token and tracking number from the scanner, wherever the cursor stands', async () => {
    await byId('nav.parcels').click();
    await expect.poll(listed).toBe(4);
    expect(await byId('destination').count()).toBe(3);
    await picture('parcels-packed');
    await scan(serials.get('Carl Sample') ?? '');
    await expect.poll(outcome).toBe('in-hand');
    await picture('parcels-in-hand');
    await scan('SP-00001');
    await expect.poll(outcome).toBe('tracked');
    expect(await trackingOf('Carl Sample').inputValue()).toBe('SP-00001');
    // The cursor in a field for another parcel's number: a token is no number.
    await trackingOf('Bert Sample').focus();
    await scan(serials.get('Anna Sample') ?? '');
    await expect.poll(outcome).toBe('in-hand');
    expect(await trackingOf('Bert Sample').inputValue()).toBe('');
    await scan('SP-00002');
    await expect.poll(() => trackingOf('Anna Sample').inputValue()).toBe('SP-00002');
    await kiosk.page.keyboard.press('Control+z');
    await expect.poll(() => trackingOf('Anna Sample').inputValue()).toBe('');
    await scan('SP-00003');
    await expect.poll(outcome).toBe('unknown');
  });

  it('finds the parcel of a token that a search hides: its serial is no number for the parcel in hand', async () => {
    await byId('parcel-search').fill('Carl');
    await expect.poll(listed).toBe(1);
    await kiosk.page.locator('h1').click();
    await scan(serials.get('Carl Sample') ?? '');
    await expect.poll(outcome).toBe('in-hand');
    await scan(serials.get('Anna Sample') ?? '');
    await expect.poll(listed).toBe(4);
    expect(await kiosk.page.locator('[data-held=true]').textContent()).toContain('Anna Sample');
    expect(await trackingOf('Carl Sample').inputValue()).toBe('SP-00001');
  });

  it('keeps the numbers of parcels that are not posted while somebody looks at a job', async () => {
    await kiosk.page.getByRole('link', { name: serials.get('Bert Sample') ?? '' }).click();
    await expect.poll(() => byId('parcels').count()).toBe(0);
    await byId('nav.parcels').click();
    await expect.poll(listed).toBe(4);
    expect(await trackingOf('Carl Sample').inputValue()).toBe('SP-00001');
  });

  it('prints an address a page', async () => {
    await byId('choose-all').click();
    await expect.poll(() => byId('labels').locator('address').count()).toBe(3);
    await kiosk.page.emulateMedia({ media: 'print' });
    expect(await byId('labels').isVisible()).toBe(true);
    expect(await byId('parcels').isVisible()).toBe(false);
    const printed = (await kiosk.page.pdf()).toString('latin1');
    expect(printed.match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
    await kiosk.page.emulateMedia({ media: null });
  });

  it('posts today’s together, and takes them back', async () => {
    await byId('choose-today').click();
    await byId('carrier').fill('Sample Post');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(outcome).toBe('posted');
    await expect.poll(listed).toBe(1);
    await picture('parcels-posted');
    await line.hands.reached(ids.get('Carl Sample') ?? '', 'shipped');
    expect((await job('Carl Sample')).shipment).toMatchObject({ carrier: 'Sample Post', tracking: 'SP-00001' });
    await byId('undo').click();
    await expect.poll(outcome).toBe('unposted');
    await expect.poll(listed).toBe(4);
    expect((await job('Carl Sample')).state).toBe('packed');
    await scan(serials.get('Nora Nowhere') ?? '');
    await expect.poll(outcome).toBe('no-address');
    // Somebody else hands one over, of which this page has not heard yet.
    await byId('choose-all').click();
    const before = await line.hands.place.client.get<object>('parcels');
    await kiosk.page.route('**/api/parcels?*', (request) => request.fulfill({ json: before }));
    await line.hands.place.client.post(`jobs/${ids.get('Bert Sample') ?? ''}/hand-over`);
    await byId('carrier').fill('Sample Post');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(outcome).toBe('posted');
    expect(await byId('outcome').textContent()).toMatch(/Posted: 2.*Not done: 1.*Bert Sample/s);
    await picture('parcels-not-all');
    await kiosk.page.unroute('**/api/parcels?*');
  });

  it('asks for the numbers that are still missing', async () => {
    await line.hands.reached(ids.get('Anna Sample') ?? '', 'shipped');
    await byId('show-untracked').click();
    await expect.poll(() => byId('parcel').allTextContents()).toEqual([expect.stringContaining('Anna Sample')]);
    await scan(serials.get('Anna Sample') ?? '');
    await expect.poll(outcome).toBe('in-hand');
    await picture('parcels-untracked');
    await scan('SP-00004');
    await expect.poll(listed).toBe(0);
    expect((await job('Anna Sample')).shipment?.tracking).toBe('SP-00004');
    await kiosk.page.keyboard.press('Control+z');
    await expect.poll(listed).toBe(1);
    await byId('language').click();
    await picture('parcels-untracked-french');
    await byId('language').click();
  });

  it('have arrived when their recipients say so, on a page of their own', async () => {
    await kiosk.page.goto(`${line.depot.url}/#/jobs/${ids.get('Anna Sample') ?? ''}`);
    await byId('arrival-code-make').click();
    const code = (await byId('arrival-code-made').textContent())?.replace(/\s/g, '') ?? '';
    await picture('arrival-code');
    await kiosk.page.emulateMedia({ media: 'print' });
    await kiosk.page.screenshot({ path: `${picturesIn}arrival-code-printed.png` });
    expect(await byId('arrival-code-made').isVisible()).toBe(true);
    expect(await byId('nav.parcels').isVisible()).toBe(false);
    expect((await kiosk.page.pdf()).toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await kiosk.page.emulateMedia({ media: null });
    // A telephone, somewhere else.
    const strange: string[] = [];
    const phone = await openPage(kiosk.browser, `${line.depot.url}/#/arrival/${code}`, strange);
    const on = (testid: string) => phone.getByTestId(testid);
    await on('arrival-digits').waitFor();
    expect(phone.url()).not.toContain(code);
    await pictureOn(phone, 'arrival');
    await on('arrival-digits').fill(codeOfNobody(line.depot.stations).replace(/^.../, '$& '));
    await phone.keyboard.press('Enter');
    await on('arrival-trouble').waitFor();
    await pictureOn(phone, 'arrival-refused');
    await on('arrival-language').click();
    await on('arrival-not-me').click();
    await pictureOn(phone, 'arrival-not-me-french');
    await on('arrival-not-me').click();
    const { code: digits } = await line.hands.readDisplay(serials.get('Anna Sample') ?? '');
    await on('arrival-digits').fill(digits);
    await phone.keyboard.press('Enter');
    await expect.poll(() => on('arrival-end').getAttribute('data-tone')).toBe('good');
    await pictureOn(phone, 'arrival-done-french');
    expect(await job('Anna Sample')).toMatchObject({ state: 'arrived', seed: 'destroyed' });
    await phone.context().close();
    expect(strange).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('may have arrived at the first try, where its answer was lost on the way: the page says so', async () => {
    const id = ids.get('Carl Sample') ?? '';
    const { code } = await line.depot.clients.manager.post<ArrivalCodeMade>(`jobs/${id}/arrival-code`);
    const phone = await openPage(kiosk.browser, `${line.depot.url}/#/arrival/${code.replace(' ', '')}`, []);
    const on = (testid: string) => phone.getByTestId(testid);
    const lose = async (route: Route): Promise<void> => {
      await route.fetch();
      await route.abort();
    };
    await phone.route('**/api/arrival', lose, { times: 1 });
    const { code: digits } = await line.hands.readDisplay(serials.get('Carl Sample') ?? '');
    await on('arrival-digits').fill(digits);
    await phone.keyboard.press('Enter');
    await expect.poll(() => on('arrival-trouble').textContent()).toContain('try again');
    expect((await job('Carl Sample')).state).toBe('arrived');
    await on('arrival-digits').fill(digits);
    await phone.keyboard.press('Enter');
    await expect.poll(() => on('arrival-trouble').textContent()).toContain('your first try may have been');
    await phone.context().close();
  });
});
