import type { PersonView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [] });

describe.skipIf(leftOut('chromium'))('the screens of who may do what', () => {
  const kiosk = useKiosk(line, ['admin']);
  const { byId, picture, complaints } = kiosk;
  const works = async (secret: string): Promise<number> =>
    (await fetch(`${line.depot.url}/api/jobs`, { headers: { authorization: `Bearer ${secret}` } })).status;
  let first = '';

  it('make a key, show it this once, and let its program in', async () => {
    await byId('nav.settings').click();
    await byId('open-keys').click();
    await byId('key-client').fill('HR system');
    await byId('scope-jobs:read').check();
    await byId('scope-batches:write').check();
    await picture('keys-new');
    await byId('make-key').click();
    first = (await byId('key-secret').textContent()) ?? '';
    expect(await works(first)).toBe(200);
    await picture('keys-once');
    await byId('key-noted').click();
    await byId('key').waitFor();
    expect(await kiosk.page.content()).not.toContain(first.slice(15));
    await kiosk.page.reload();
    await expect.poll(() => byId('keys').textContent()).toContain(first.slice(0, 14));
    expect(await kiosk.page.content()).not.toContain(first.slice(15));
    expect(complaints).toEqual([]);
  });

  it('rotate it with an hour in which both work', async () => {
    await byId('rotate-key').click();
    await byId('overlap').selectOption('60');
    await picture('keys-rotate');
    await byId('confirm').click();
    const second = (await byId('key-secret').textContent()) ?? '';
    expect([await works(first), await works(second)]).toEqual([200, 200]);
    await byId('key-noted').click();
    await byId('earlier-key').waitFor();
    await picture('keys-list');
    expect(complaints).toEqual([]);
  });

  it('revoke it with a reason', async () => {
    await byId('revoke-key').click();
    await byId('reason').fill('found in a repository');
    await byId('confirm').click();
    await expect.poll(() => byId('key-state').getAttribute('data-value')).toBe('revoked');
    expect(await works(first)).toBe(401);
    expect(complaints).toEqual([]);
  });

  it('review who can do what and who did it, in both languages', async () => {
    await byId('nav.settings').click();
    await byId('open-review').click();
    const person = kiosk.page.locator('[data-testid=review-person][data-name="browser.person"]');
    await expect.poll(() => person.textContent()).toContain('administration: 3');
    const { admin } = line.depot.clients;
    const { id } = await admin.post<PersonView>('people', {
      name: 'mover',
      password: 'a long enough sample',
      roles: ['operator'],
    });
    await admin.post(`people/${id}/roles`, { roles: ['manager', 'helpdesk'], reason: 'moved to the office' });
    const change = byId('review-role-changes').locator('[data-name=mover]').first();
    await expect
      .poll(() => change.locator('td').allTextContents())
      .toEqual([
        expect.stringMatching(/20\d\d/),
        'mover',
        'Operator',
        'Manager, Helpdesk',
        'admin',
        'moved to the office',
      ]);
    await picture('review');
    await kiosk.page.emulateMedia({ colorScheme: 'dark' });
    await picture('review-dark');
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    await byId('review-note').fill('as it should be');
    await byId('mark-reviewed').click();
    await expect.poll(() => byId('last-review').textContent()).toMatch(/browser\.person.*as it should be/s);
    await byId('language').click();
    await expect.poll(() => kiosk.page.textContent('h1')).toBe('Revue des accès');
    await picture('review-french');
    const [download] = await Promise.all([kiosk.page.waitForEvent('download'), byId('save-csv').click()]);
    expect(download.suggestedFilename()).toMatch(/^access-review-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    expect(await byId('review-due').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('say what is wrong with the days of a review, and show no figures of others meanwhile', async () => {
    const to = await byId('to').inputValue();
    for (const [day, words] of [
      ['2020-01-01', /vient après.*finirait avant de commencer/],
      ['', /jour complet dans les deux champs/],
    ] as const) {
      await byId('to').fill(day);
      await expect.poll(() => byId('review-dates').textContent()).toMatch(words);
      expect(await byId('review-people').count()).toBe(0);
      expect(await byId('save-csv').isDisabled()).toBe(true);
      await picture(day === '' ? 'review-no-day' : 'review-backwards');
    }
    await byId('to').fill(to);
    await byId('review-people').waitFor();
    expect(await byId('review-dates').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('remind an admin on every page when the last review is too old', async () => {
    await kiosk.page.route('**/api/access-review/due', async (route) => {
      const answer = await route.fetch();
      const review = (await answer.json()) as object;
      await route.fulfill({ json: { ...review, due: true } });
    });
    await kiosk.page.goto(`${line.depot.url}/#/people`);
    await kiosk.page.reload();
    await byId('review-due').waitFor();
    await picture('review-due');
    await byId('review-due').getByRole('link').click();
    await byId('review-people').waitFor();
    expect(await byId('review-due').count()).toBe(0);
  });
});
