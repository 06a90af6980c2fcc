import { problems } from '@depot/contracts';
import type { Me, PersonRow, PersonView } from '@depot/contracts';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';
import { leftOut } from '../depot/left-out.js';
import { Authenticator } from '../people/authenticator.js';
import { OidcServer, sampleClient } from '../people/oidc-server.js';
import { useLine } from '../workflow/line.fixture.js';
import { barriers } from './axe.js';
import { openPage } from './browser.js';
import { password, useKiosk } from './kiosk.fixture.js';
import { takePictures } from './pictures.js';
import { readQr } from './read-qr.js';

const port = await freePort();
const oidc = await OidcServer.start(`http://127.0.0.1:${String(port)}`);
const line = useLine({
  stations: [],
  port,
  environment: {
    DEPOT_PUBLIC_URL: `http://127.0.0.1:${String(port)}`,
    DEPOT_OIDC_ISSUER: oidc.issuer,
    DEPOT_OIDC_CLIENT_ID: sampleClient.id,
    DEPOT_OIDC_SECRET: sampleClient.secret,
    DEPOT_OIDC_LABEL: 'Contoso account',
  },
});
afterAll(() => oidc.goAway());

describe.skipIf(leftOut('chromium'))('people’s own screens', () => {
  const kiosk = useKiosk(line, ['admin']);
  const { byId, picture, complaints } = kiosk;
  let app: Authenticator | null = null;
  let spare = '';
  /** In the pages of others. */
  const found: string[] = [];

  async function open(hash: string): Promise<void> {
    await kiosk.page.goto(`${line.depot.url}/#/${hash}`);
  }
  /** Another browser, with nobody signed in. */
  async function newPage(hash = ''): Promise<Page> {
    return openPage(kiosk.browser, `${line.depot.url}/#/${hash}`, found);
  }
  /** Where it stands. */
  const cursor = (): Promise<string | null | undefined> =>
    kiosk.page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
  async function pictureOf(page: Page, name: string): Promise<void> {
    await takePictures(page, name);
    found.push(...(await barriers(page)).map((barrier) => `${name}: ${barrier}`));
  }
  async function type(page: Page, name: string, code = ''): Promise<void> {
    await page.getByTestId('sign-in-name').fill(name);
    await page.getByTestId('sign-in-password').fill(password);
    await page.getByTestId('sign-in-code').fill(code);
    await page.keyboard.press('Enter');
  }

  it('let somebody in by the provider’s button, back to the page they asked for, with nothing of it in the address', async () => {
    oidc.people.set('ada', { preferred_username: 'ada@contoso.com', roles: ['manager'] });
    const page = await newPage('parcels');
    await page.getByTestId('provider').waitFor();
    await pictureOf(page, 'sign-in-with-provider');
    await page.getByTestId('provider').click();
    await page.getByRole('button', { name: 'ada' }).click();
    await page.getByTestId('sign-out').waitFor();
    expect(page.url()).toBe(`${line.depot.url}/#/parcels`);
    await page.getByTestId('nav.you').click();
    await page.getByTestId('by-provider').waitFor();
    await page.getByTestId('session').first().waitFor();
    await pictureOf(page, 'you-by-provider');
    // Signing out goes by the provider, which ends its own session first.
    await page.getByTestId('sign-out').click();
    await page.waitForURL((url) => url.origin === oidc.issuer);
    await page.close();
  });

  it('sign in again at the provider in a second window, and find everything in the first as it was', async () => {
    const page = await newPage('parcels');
    await page.getByTestId('provider').click();
    await page.getByRole('button', { name: 'ada' }).click();
    await page.getByTestId('parcel-search').waitFor();
    await page.context().clearCookies();
    await page.getByTestId('parcel-search').fill('half a search');
    const dialog = page.getByTestId('sign-in-again');
    await dialog.getByTestId('provider').waitFor();
    await pictureOf(page, 'sign-in-again-with-provider');
    const [second] = await Promise.all([page.context().waitForEvent('page'), dialog.getByTestId('provider').click()]);
    await second.getByRole('button', { name: 'ada' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByTestId('parcel-search').inputValue()).toBe('half a search');
    await page.context().close();
  });

  it('say in either language why the provider’s word was not enough, and what to ask for', async () => {
    oidc.people.set('bob', { preferred_username: 'bob@contoso.com' });
    const page = await newPage();
    await page.getByTestId('provider').click();
    await page.getByRole('button', { name: 'bob' }).click();
    await expect.poll(() => page.getByTestId('problem').textContent()).toContain('no role in this depot');
    await pictureOf(page, 'sign-in-no-role');
    await page.getByTestId('language').click();
    await expect.poll(() => page.getByTestId('problem').textContent()).toContain('aucun rôle dans ce dépôt');
    // A password works all the same.
    await page.getByTestId('language').click();
    await line.depot.clients.admin.post('people', { name: 'beside', password, roles: ['manager'] });
    await type(page, 'beside');
    await page.getByTestId('sign-out').waitFor();
    await page.close();
  });

  it('set up a second factor by a QR code that a telephone reads, and show recovery codes once', async () => {
    await open('you');
    await byId('factor-card').waitFor();
    await byId('session').first().waitFor();
    await picture('you');
    await byId('set-up-factor').click();
    await byId('dialog').getByTestId('oneself-password').fill('not this one');
    await byId('confirm').click();
    await byId('dialog').getByTestId('problem').waitFor();
    await picture('you-oneself');
    await byId('dialog').getByTestId('oneself-password').fill(password);
    await byId('confirm').click();
    await byId('factor-qr').waitFor();
    const key = (await byId('factor-key').textContent()) ?? '';
    const read = new URL((await readQr(await byId('factor-qr').screenshot())) ?? '');
    expect(read.searchParams.get('secret')).toBe(key.replaceAll(' ', ''));
    expect(decodeURIComponent(read.pathname)).toContain('Token Depot:browser.person');
    await picture('you-set-up');
    app = new Authenticator({ uri: '', key });
    await byId('factor-digits').fill(app.wrong());
    await expect.poll(() => byId('problem').getAttribute('data-code')).toBe('factor-code');
    await byId('factor-digits').fill(app.next());
    await byId('recovery-codes').waitFor();
    const codes = await byId('recovery-codes').locator('li').allTextContents();
    expect(codes).toHaveLength(10);
    spare = codes[0] ?? '';
    await picture('you-recovery-codes');
    await byId('codes-noted').click();
    await expect.poll(() => byId('factor-state').getAttribute('data-value')).toBe('on');
    expect(await kiosk.page.content()).not.toContain(spare);
    expect(await kiosk.page.content()).not.toContain(key);
    expect([...complaints, ...found]).toEqual([]);
  });

  it('ask for the digits at the next sign-in, and say one thing for whatever was wrong', async () => {
    const page = await newPage();
    await type(page, 'browser.person');
    await expect.poll(() => page.getByTestId('problem').getAttribute('data-code')).toBe('sign-in-refused');
    await pictureOf(page, 'sign-in-refused');
    await type(page, 'browser.person', app?.next());
    await page.getByTestId('sign-out').waitFor();
    await page.getByTestId('sign-out').click();
    await page.getByTestId('sign-in-name').waitFor();
    await type(page, 'browser.person', spare);
    await page.getByTestId('sign-out').waitFor();
    await page.close();
    expect([...complaints, ...found]).toEqual([]);
  });

  it('show where somebody is signed in, and end the rest; a new password ends them too', async () => {
    await new Client(line.depot.url).signIn('beside', password);
    await open('you');
    await expect.poll(() => byId('session').count()).toBeGreaterThan(1);
    expect(await byId('own-sessions').textContent()).toContain('Chrome on Linux · 127.0.0.1');
    await picture('you-sessions');
    await byId('end-others').click();
    await expect.poll(() => byId('session').count()).toBe(1);
    await byId('password-card').getByTestId('oneself-password').fill(password);
    await byId('password-card')
      .getByTestId('oneself-code')
      .fill(app?.next() ?? '');
    await byId('next-password').fill(`${password} 2`);
    await byId('next-again').fill(`${password} 3`);
    expect(await byId('change-password').isDisabled()).toBe(true);
    await byId('next-again').fill(`${password} 2`);
    await byId('change-password').click();
    await byId('password-changed').waitFor();
    expect([...complaints, ...found]).toEqual([]);
  });

  it('are the admin’s too: who is signed in from where, closing an account, and a factor that a role takes', async () => {
    const { admin } = line.depot.clients;
    const { id } = await admin.post<PersonView>('people', { name: 'leaver', password, roles: ['manager'] });
    const page = await newPage();
    await type(page, 'leaver');
    await page.getByTestId('sign-out').waitFor();
    await open('people');
    const row = kiosk.page.locator('[data-testid=person][data-name=leaver]');
    await row.waitFor();
    await byId('everybodys-sessions').getByText('leaver').waitFor();
    await picture('people');
    await row.getByTestId('care').click();
    await byId('reason').fill('left the depot');
    await picture('people-care');
    await byId('confirm').click();
    await expect.poll(() => row.getAttribute('data-closed')).toBe('true');
    await page.reload();
    await page.getByTestId('sign-in-name').waitFor();
    await row.getByTestId('care').click();
    await byId('reason').fill('came back');
    await byId('confirm').click();
    await expect.poll(() => row.getAttribute('data-closed')).toBe('false');
    await byId('change-people-rules').click();
    await byId('factor-for-manager').check();
    await byId('reason').fill('our house rule');
    await byId('confirm').click();
    await expect.poll(() => byId('factor-roles').textContent()).toContain('Manager');
    await picture('people-rules');
    await type(page, 'leaver');
    await page.getByTestId('factor-needed').waitFor();
    await pictureOf(page, 'you-factor-needed');
    await page.getByTestId('set-up-factor').click();
    await page.getByTestId('dialog').getByTestId('oneself-password').fill(password);
    await page.getByTestId('confirm').click();
    await page.getByTestId('factor-key').waitFor();
    const phone = new Authenticator({ uri: '', key: (await page.getByTestId('factor-key').textContent()) ?? '' });
    await page.getByTestId('factor-digits').fill(phone.next());
    await page.getByTestId('codes-noted').click();
    await page.getByTestId('nav.batches').waitFor();
    await page.close();
    const people = await admin.get<PersonRow[]>('people');
    expect(people.find((person) => person.id === id)?.secondFactorAt).not.toBeNull();
    await admin.post('people/rules', { secondFactor: [], reason: 'end of the test' });
    expect([...complaints, ...found]).toEqual([]);
  });

  it('let an admin change what somebody may do, by keyboard, and say beforehand what that opens and closes', async () => {
    const { admin } = line.depot.clients;
    const { id } = await admin.post<PersonView>('people', { name: 'mover', password, roles: ['operator'] });
    const page = await newPage('station');
    await type(page, 'mover');
    await page.getByTestId('nav.bench').waitFor();
    await open('people');
    const row = kiosk.page.locator('[data-testid=person][data-name=mover]');
    await row.getByTestId('care').focus();
    await kiosk.page.keyboard.press('Enter');
    // From the reason, where the cursor stands, back to the choices.
    await expect.poll(cursor).toBe('reason');
    await kiosk.page.keyboard.press('Shift+Tab');
    await expect.poll(cursor).toBe('care-close');
    await kiosk.page.keyboard.press('ArrowDown');
    await expect.poll(cursor).toBe('care-roles');
    expect(await byId('care-roles').isChecked()).toBe(true);
    const ahead = byId('roles-ahead');
    await expect.poll(() => ahead.textContent()).toContain('As before');
    // What they have already is no change.
    await byId('reason').fill('moved to the office');
    expect(await byId('confirm').isDisabled()).toBe(true);
    await byId('care-role-operator').focus();
    await kiosk.page.keyboard.press('Space');
    await expect.poll(() => ahead.textContent()).toContain('Choose one role at least');
    expect(await byId('confirm').isDisabled()).toBe(true);
    await picture('people-no-role');
    await byId('care-role-manager').focus();
    await kiosk.page.keyboard.press('Space');
    const facts = await ahead.locator('dt, dd').allTextContents();
    expect(facts[facts.indexOf('Will be able to') + 1]).toContain('make batches');
    expect(facts[facts.indexOf('No longer') + 1]).toContain('work at a bench and the line');
    expect(facts[facts.indexOf('As before') + 1]).toContain('stop and cancel jobs');
    await picture('people-roles');
    await kiosk.page.emulateMedia({ colorScheme: 'dark' });
    await picture('people-roles-dark');
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    await byId('reason').press('Enter');
    // The list hears of it by itself, and may be quicker than the answer that closes the dialog.
    await expect.poll(() => row.textContent()).toContain('Manager');
    await expect.poll(() => byId('dialog').count()).toBe(0);
    // Their own page knows at once, with nothing pressed there.
    await page.getByTestId('password-again').fill(password);
    await page.getByTestId('go-on-signed-in').click();
    await page.getByText('This screen belongs to another role.').waitFor();
    await page.getByTestId('nav.escrow').waitFor();
    expect(await page.getByTestId('nav.bench').count()).toBe(0);
    await page.close();
    expect((await admin.get<PersonRow[]>('people')).find((person) => person.id === id)?.roles).toEqual(['manager']);
    expect([...complaints, ...found]).toEqual([]);
  });

  it('say that a role takes a second factor, why the last admin keeps theirs, and nothing of roles where the provider gives them', async () => {
    const { admin } = line.depot.clients;
    await admin.post('people/rules', { secondFactor: ['helpdesk'], reason: 'our house rule' });
    await open('people');
    await kiosk.page.locator('[data-testid=person][data-name=mover] [data-testid=care]').click();
    await byId('care-roles').check();
    await byId('care-role-helpdesk').check();
    await expect.poll(() => byId('roles-ahead').textContent()).toContain('takes a second factor');
    await picture('people-roles-factor');
    await byId('reason').fill('to try what is said');
    // As the API answers where another admin was quicker.
    await kiosk.page.route('**/api/people/*/roles', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        json: { type: 'urn:problem:last-admin', code: 'last-admin', detail: '', ...problems['last-admin'] },
      }),
    );
    await byId('confirm').click();
    await expect.poll(() => byId('dialog').textContent()).toContain('Give somebody else the role admin first');
    await picture('people-last-admin');
    await kiosk.page.unroute('**/api/people/*/roles');
    await kiosk.page.keyboard.press('Escape');
    await kiosk.page.locator('[data-testid=person][data-name="ada@contoso.com"] [data-testid=care]').click();
    await byId('care-close').waitFor();
    expect(await byId('care-roles').count()).toBe(0);
    await kiosk.page.keyboard.press('Escape');
    await admin.post('people/rules', { secondFactor: [], reason: 'end of the test' });
    expect([...complaints, ...found]).toEqual([]);
  });

  it('have the language of the browser in which they first sign in, everywhere, until they choose another', async () => {
    await line.depot.clients.admin.post('people', { name: 'french.person', password, roles: ['manager'] });
    const context = await kiosk.browser.newContext({ locale: 'fr-FR' });
    const page = await context.newPage();
    await page.goto(line.depot.url);
    await page.getByTestId('sign-in-name').fill('french.person');
    await page.getByTestId('sign-in-password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('new-batch').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    const french = await new Client(line.depot.url).signIn('french.person', password);
    await expect.poll(async () => (await french.get<Me>('session')).language).toBe('fr');
    await page.getByTestId('language').click();
    await expect.poll(async () => (await french.get<Me>('session')).language).toBe('en');
    await context.close();
  });

  it('are the same in all windows of a browser: whoever signs in last, in any', async () => {
    for (const name of ['first.person', 'second.person'])
      await line.depot.clients.admin.post('people', { name, password, roles: ['manager'] });
    const page = await newPage();
    await type(page, 'first.person');
    await page.getByTestId('nav.you').waitFor();
    const other = await page.context().newPage();
    await other.goto(line.depot.url);
    await expect.poll(() => other.getByTestId('nav.you').textContent()).toContain('first.person');
    await page.getByTestId('sign-out').click();
    await other.getByTestId('sign-in-again').waitFor();
    await type(page, 'second.person');
    await expect.poll(() => other.getByTestId('nav.you').textContent()).toContain('second.person');
    expect(await other.getByTestId('sign-in-again').count()).toBe(0);
    await page.context().close();
  });

  it('are there in French, by keyboard too', async () => {
    await open('you');
    await byId('factor-card').waitFor();
    await kiosk.page.getByTestId('you').getByTestId('language').click();
    await expect.poll(() => byId('own-sessions').textContent()).toContain('Où vous êtes connecté');
    await picture('you-french');
    await open('people');
    await byId('people-rules').waitFor();
    await picture('people-french');
    // Their name is whole where there is room for it, beside all the screens.
    await kiosk.page.setViewportSize({ width: 1920, height: 1080 });
    const name = byId('nav.you').locator('span');
    expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await kiosk.page.setViewportSize({ width: 1280, height: 800 });
    await kiosk.page.locator('[data-testid=person][data-name=leaver] [data-testid=care]').focus();
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(cursor).toBe('reason');
    await byId('care-roles').check();
    await byId('care-role-admin').check();
    await expect.poll(() => byId('roles-ahead').textContent()).toContain('Pourra');
    await picture('people-roles-french');
    await kiosk.page.keyboard.press('Escape');
    await expect.poll(() => byId('dialog').count()).toBe(0);
    expect(await line.depot.clients.admin.get<Me>('session')).toMatchObject({ name: 'admin' });
    expect([...complaints, ...found]).toEqual([]);
  });
});
