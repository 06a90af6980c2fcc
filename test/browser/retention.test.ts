import type { Retention } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { PlayedDepot } from '../workflow/escrow.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const dayMs = 86_400_000;

describe.skipIf(leftOut('chromium'))('the card on how long details are kept', () => {
  let depot: PlayedDepot;
  let firstDay = 0;

  beforeAll(async () => {
    depot = await PlayedDepot.start('pglite', {});
    firstDay = Math.floor(Date.now() / dayMs) * dayMs;
    // What has happened so far is a hundred days old.
    depot.clock.aheadMs += 100 * dayMs;
  }, 120_000);
  afterAll(() => depot.end());
  const line = {
    get depot() {
      return depot;
    },
  };
  const kiosk = useKiosk(line, ['admin']);
  const { byId, picture, complaints } = kiosk;

  const row = (group: string) => byId(`retention-${group}`);
  const shown = (group: string, cell: 'kept' | 'next') => row(group).getByTestId(cell).textContent();
  const kept = async (group: string) => {
    const { groups } = await depot.clients.admin.get<Retention>('audit/retention');
    return groups.find((each) => each.group === group);
  };
  /** As a calendar has it that counts in UTC. */
  const dayAfter = (days: number, language: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(firstDay + days * dayMs);

  it('says that everything is kept for ever until somebody chooses', async () => {
    await kiosk.page.goto(`${depot.url}/#/settings`);
    await row('sign-ins').waitFor();
    expect([await shown('sign-ins', 'kept'), (await shown('sign-ins', 'next'))?.trim()]).toEqual(['for ever', '–']);
    await byId('retention').scrollIntoViewIfNeeded();
    await picture('retention');
  });

  it('tells beforehand what a choice takes, and when the next ones go', async () => {
    const events = (await kept('sign-ins'))?.events ?? 0;
    expect(events).toBeGreaterThan(0);
    await row('sign-ins').getByTestId('change-retention').click();
    expect(await byId('retention-due').count()).toBe(0);
    await byId('retention-days').selectOption('365');
    await expect
      .poll(() => byId('retention-due').textContent())
      .toMatch(new RegExp(`No event loses its details now.+on ${dayAfter(366, 'en-GB')}`, 's'));
    await byId('retention-days').selectOption('90');
    await expect
      .poll(() => byId('retention-due').textContent())
      .toMatch(new RegExp(`within the hour: ${String(events)}\\b`));
    await picture('retention-preview');
  });

  it('says in the screen’s language what is wrong with a number, and takes none such', async () => {
    await byId('retention-days').selectOption('other');
    for (const wrong of ['89', '3651', '120.5', '']) {
      await byId('retention-number').fill(wrong);
      expect(await byId('retention-number-words').textContent()).toContain('Type a whole number of days, 90 to 3,650.');
      expect(await byId('retention-number').getAttribute('aria-invalid')).toBe('true');
      expect(await byId('retention-due').count()).toBe(0);
      expect(await byId('confirm').isDisabled()).toBe(true);
    }
    await byId('retention-number').fill('89');
    await picture('retention-wrong');
    await kiosk.page.keyboard.press('Escape');
    await byId('language').click();
    await row('sign-ins').getByTestId('change-retention').click();
    await byId('retention-days').selectOption('other');
    await byId('retention-number').fill('89');
    expect(await byId('retention-number-words').textContent()).toMatch(
      /Tapez un nombre entier de jours, de 90 à 3.650\./,
    );
    await picture('retention-wrong-french');
    const sent = depot.clients.admin.post('audit/retention', { group: 'sign-ins', days: 89, reason: 'the policy' });
    expect(await depot.clients.admin.problem(sent)).toMatchObject({
      code: 'bad-request',
      detail: expect.stringContaining('a whole number of days, 90 to 3650, or for ever') as string,
    });
  });

  it('changes it with a reason, in French as well, and shows what goes next', async () => {
    await byId('retention-number').fill('120');
    await expect.poll(() => byId('retention-due').textContent()).toContain(dayAfter(121, 'fr'));
    expect(await byId('confirm').isDisabled()).toBe(false);
    await picture('retention-chosen-french');
    await byId('reason').fill('la politique de l’entreprise');
    await byId('confirm').click();
    await expect.poll(() => shown('sign-ins', 'kept')).toBe('120 jours');
    expect(await shown('sign-ins', 'next')).toContain(dayAfter(121, 'fr'));
    await picture('retention-french');
    await byId('language').click();
  });

  it('takes the details once their time is over, and no others', async () => {
    const before = (await kept('sign-ins'))?.events ?? 0;
    await row('sign-ins').getByTestId('change-retention').click();
    await byId('retention-days').selectOption('90');
    await byId('reason').fill('the works council wants it so');
    await byId('confirm').click();
    await expect.poll(() => shown('sign-ins', 'next')).toMatch(new RegExp(`${String(before)} within the hour`));
    await picture('retention-due');
    const { id: last } = await depot.services.db
      .selectFrom('event')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(complaints).toEqual([]);
    await kiosk.page.goto('about:blank');
    // A depot looks when it starts, and each hour.
    await depot.down();
    await depot.up();
    const { db } = depot.services;
    const left = () => db.selectFrom('event').select('id').where('id', '<=', last).where('salt', 'is not', null);
    const ofSignIns = left().where('kind', '=', 'person.signed-in');
    await depot.until('the end of those details', async () => (await ofSignIns.execute()).length === 0);
    // Of other kinds, which are kept for ever, nothing has gone.
    expect((await left().where('kind', '=', 'audit.retention-set').execute()).length).toBe(2);
    await kiosk.page.goto(`${depot.url}/#/settings`);
    await expect.poll(() => row('sign-ins').textContent()).toMatch(/90 days/);
    expect(complaints).toEqual([]);
  });
});
