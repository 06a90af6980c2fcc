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
    await depot.plant('Fred', 21);
    for (const each of planted.values()) await depot.register(each);
    for (const name of ['Anna', 'Bert', 'Dora']) await depot.post(of(name));
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
    expect(kept).toEqual(['0', '1', '4']);
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
    await byId('escrow-days').selectOption('14');
    await expect
      .poll(() => byId('escrow-held').textContent())
      .toMatch(/browser\.person: the parcel stands at the customs/);
    await picture('escrow-held');
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
