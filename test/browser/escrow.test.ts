import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { PlayedDepot } from '../workflow/escrow.fixture.js';
import type { Planted } from '../workflow/escrow.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

describe.skipIf(leftOut('chromium'))('the escrow’s screen', () => {
  let depot: PlayedDepot;
  const planted = new Map<string, Planted>();
  const of = (name: string): Planted => {
    const found = planted.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  };

  beforeAll(async () => {
    depot = await PlayedDepot.start('pglite', { DEPOT_PUBLIC_URL: 'https://depot.example.org/' });
    planted.set('Anna', await depot.plant('Anna', 21));
    planted.set('Bert', await depot.plant('Bert', 21, 'qr'));
    planted.set('Carl', await depot.plant('Carl', 24));
    planted.set('Dora', await depot.plant('Dora', 'none'));
    planted.set('Emma', await depot.plant('Emma', 'arrival'));
    planted.set('Gina', await depot.plant('Gina', 'arrival', 'qr'));
    planted.set('Hugo', await depot.plant('Hugo', 'arrival'));
    await depot.plant('Fred', 21);
    for (const each of planted.values()) await depot.register(each);
    for (const name of ['Anna', 'Bert', 'Dora', 'Emma', 'Gina']) await depot.post(of(name));
    await depot.pass(20);
  }, 120_000);
  afterAll(() => depot.end());
  const line = {
    get depot() {
      return depot;
    },
  };
  const kiosk = useKiosk(line, ['manager', 'admin']);
  const { byId, picture, complaints } = kiosk;

  const section = (when: string) => kiosk.page.locator(`[data-testid=escrow-section][data-when=${when}]`);
  const rows = (when: string) => section(when).getByTestId('escrow-row').count();
  const open = (address: string): Promise<unknown> => kiosk.page.goto(`${depot.url}/${address}`);

  it('says what is kept and what for, and what will be destroyed tomorrow', async () => {
    await byId('nav.escrow').click();
    await expect.poll(() => rows('tomorrow')).toBe(2);
    const kept = await byId('escrow-kept').locator('strong').allTextContents();
    expect(kept).toEqual(['0', '1', '6']);
    expect(await section('tomorrow').textContent()).toMatch(/Perhaps their only way in/);
    expect(await rows('later')).toBe(1);
    await picture('escrow');
    await byId('language').click();
    await picture('escrow-french');
    await byId('language').click();
  });

  it('holds one by a press and a reason, which then stands there with a name', async () => {
    await section('tomorrow').getByTestId('escrow-hold').first().click();
    await byId('reason').fill('the parcel stands at the customs');
    await picture('escrow-hold');
    await byId('confirm').click();
    await expect.poll(() => rows('tomorrow')).toBe(1);
    // However far ahead the page looks.
    await expect.poll(() => rows('held')).toBe(1);
    expect(await byId('escrow-held').textContent()).toMatch(
      /Held by browser\.person since \d+ \w+ \d{4}, \d\d:\d\d: the parcel stands at the customs/,
    );
    await picture('escrow-held');
  });

  it('releases it by a press and a reason: it is destroyed tomorrow again, and the record says who wanted it', async () => {
    await section('held').getByTestId('escrow-release').click();
    await picture('escrow-release');
    await kiosk.page.getByRole('dialog').getByText('Held by mistake').click();
    await expect.poll(() => rows('tomorrow')).toBe(2);
    expect(await section('held').count()).toBe(0);
    await open(`#/jobs/${of('Anna').id}`);
    const line = byId('timeline').locator('[data-kind="escrow.released"]');
    expect(await line.textContent()).toMatch(/Hold on the seed released.+Held by mistake.+browser\.person/s);
    await byId('language').click();
    await expect.poll(() => line.textContent()).toMatch(/Retenue du secret levée/);
    await byId('language').click();
  });

  it('warns on the job’s page and on the batch’s', async () => {
    const job = await depot.job(of('Bert'));
    await open(`#/jobs/${job.id}`);
    expect(await byId('escrow-ends-soon').textContent()).toMatch(/no way in: ask whether it is there/);
    await picture('escrow-job');
    await open(`#/batches/${job.batchId}`);
    expect(await byId('escrows-ending').textContent()).toMatch(/within two days.+1/s);
    expect(await byId('escrow-rule').textContent()).toMatch(/21 days at most/);
    await picture('escrow-batch');
  });

  it('asks for no code where the seed is gone, only for somebody’s word', async () => {
    await open(`#/jobs/${of('Dora').id}`);
    expect(await byId('instruction').textContent()).toMatch(/attest it/);
    await byId('move-arrive').click();
    await byId('seed-gone').waitFor();
    expect(await byId('arrive-code').count()).toBe(0);
    await picture('escrow-attest');
    await byId('attestation').fill('she showed it at the counter');
    await byId('attest').click();
    await expect.poll(() => byId('job-state').getAttribute('data-value')).toBe('arrived');
  });

  it('lists what does not arrive, with what can be done about each', async () => {
    await depot.pass(11);
    await open('#/escrow');
    await expect.poll(() => rows('overdue')).toBe(3);
    const text = await section('overdue').textContent();
    expect(text).toMatch(/Posted.+Sample Post.+Overdue since/s);
    expect(text).toMatch(/In the depot since/);
    expect(text).toMatch(/Perhaps their only way in/);
    // What lies in the depot cannot be lost in the post.
    expect(await section('overdue').getByTestId('escrow-lost').count()).toBe(2);
    await picture('escrow-overdue');
    await byId('language').click();
    await expect.poll(() => section('overdue').textContent()).toMatch(/quelqu’un doit décider/);
    await picture('escrow-overdue-french');
    await byId('language').click();
    const { id, batchId } = await depot.job(of('Gina'));
    await open(`#/jobs/${id}`);
    expect(await byId('escrow-overdue').textContent()).toMatch(/not arrived for a long time.+Decide/s);
    await picture('escrow-overdue-job');
    await open(`#/batches/${batchId}`);
    expect(await byId('escrows-overdue').textContent()).toMatch(/somebody has to decide.+: 1/s);
    await picture('escrow-overdue-batch');
  });

  const overdue = (name: string) =>
    section('overdue')
      .getByTestId('escrow-row')
      .filter({ hasText: of(name).serial });

  it('waits longer, has a seed destroyed in a day, or declares a token lost, each from its row', async () => {
    await open('#/escrow');
    await overdue('Hugo').getByTestId('escrow-hold').click();
    await picture('escrow-wait');
    await byId('reason').fill('it is posted tomorrow');
    await byId('confirm').click();
    await expect.poll(() => section('held').textContent()).toMatch(/asked again.+it is posted tomorrow/s);

    await overdue('Gina').getByTestId('escrow-end').click();
    expect(await byId('dialog').textContent()).toMatch(/destroyed in a day.+“Lost in the post” instead.+only way in/s);
    await picture('escrow-end');
    // What cannot be undone for long takes a second press.
    await kiosk.page.getByRole('dialog').getByText('The recipient has left').click();
    await byId('confirm').click();
    await expect.poll(() => section('tomorrow').textContent()).toMatch(new RegExp(of('Gina').serial));

    await overdue('Emma').getByTestId('escrow-lost').click();
    await byId('lost-consequences').waitFor();
    await picture('escrow-lost');
    await byId('reason').fill('the carrier cannot find it');
    await byId('confirm').click();
    await expect.poll(async () => (await depot.job(of('Emma'))).state).toBe('lost');
    await expect.poll(() => section('overdue').count()).toBe(0);
    await picture('escrow-decided');
  });

  it('lets an admin say after how many days somebody has to decide', async () => {
    await open('#/settings');
    await byId('change-escrow-rules').click();
    expect(await byId('overdue-days').inputValue()).toBe('30');
    await byId('overdue-days').fill('91');
    expect(await byId('overdue-days-words').textContent()).toMatch(/whole number of days, 1 to 90/);
    expect(await byId('confirm').isDisabled()).toBe(true);
    await picture('escrow-rules');
    await byId('overdue-days').fill('45');
    await byId('reason').fill('the post is slow this winter');
    await byId('confirm').click();
    await expect.poll(() => byId('overdue-after').textContent()).toMatch(/after 45 days/);
    await byId('escrow-rules').scrollIntoViewIfNeeded();
    await picture('escrow-rules-set');
  });

  it('lets whoever makes a batch choose, and says what each choice means', async () => {
    await open('#/batches/new');
    expect(await byId('escrow-count').inputValue()).toBe('21');
    await byId('escrow-kind').scrollIntoViewIfNeeded();
    await picture('escrow-choice');
    await byId('escrow-kind').selectOption('none');
    expect(await byId('escrow-about').textContent()).toMatch(/Only a named person can attest it.+no other way in/s);
    expect(await byId('escrow-count').count()).toBe(0);
    await byId('recipients-text').scrollIntoViewIfNeeded();
    await picture('escrow-choice-none');
    expect(complaints).toEqual([]);
  });
});
