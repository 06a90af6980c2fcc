import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { agentOfVersion } from '../depot/older-agent.js';
import { useKiosk } from './kiosk.fixture.js';
import { useLine } from '../workflow/line.fixture.js';

const line = useLine({ stations: [2] });

describe.skipIf(leftOut('chromium'))('the admin’s and the manager’s screens', () => {
  const kiosk = useKiosk(line, ['admin', 'manager', 'operator', 'helpdesk']);
  const { byId, picture, complaints } = kiosk;

  async function open(hash: string): Promise<void> {
    await kiosk.page.goto(`${line.depot.url}/#/${hash}`);
  }

  it('judge a recipients’ list line by line, then make the batch of its good lines', async () => {
    await open('batches');
    await byId('new-batch').click();
    await byId('batch-name').fill('Sample from a list');
    await byId('period').selectOption('60');
    await expect.poll(() => byId('token-objection').textContent()).toContain('every 30 seconds');
    await picture('new-batch-objection');
    await byId('route-own-seed').click();
    await expect.poll(() => byId('token-objection').count()).toBe(0);
    await byId('display-seconds').selectOption('120');
    await byId('family').selectOption('molto2');
    await byId('profile-title').selectOption('recipient');
    await byId('recipients-text').fill(
      'upn,display name,street,city,country\none@contoso.com,Sample One,1 Sample Street,Sampletown,FR\nnobody,,,,\ntwo@contoso.com,Sample Two,,,\n',
    );
    await byId('rehearse').click();
    await expect.poll(() => byId('report').textContent()).toMatch(/3.*a UPN looks like/s);
    await picture('new-batch');
    await byId('make-batch').click();
    await byId('jobs').waitFor();
    await expect.poll(() => kiosk.page.getByTestId('job-row').count()).toBe(2);
    // Wherever a row is clicked.
    const change = await byId('job-row').first().locator('td').last().boundingBox();
    await kiosk.page.mouse.click((change?.x ?? 0) + 5, (change?.y ?? 0) + 5);
    await expect.poll(() => new URL(kiosk.page.url()).hash).toMatch(/^#\/jobs\//);
    await kiosk.page.goBack();
    await byId('jobs').waitFor();
    const batches = await line.depot.clients.manager.get<BatchView[]>('batches');
    expect(batches.map(({ name, total }) => ({ name, total }))).toEqual([{ name: 'Sample from a list', total: 2 }]);
    expect(batches[0]?.tokens).toEqual({
      ...{ family: 'molto2', algorithm: 'SHA1', period: 60, displaySeconds: 120 },
      title: 'recipient',
    });
    await expect.poll(() => byId('tokens').textContent()).toMatch(/Molto2.*60 s, display 120 s/);
    await open('batches');
    await byId('batch').first().waitFor();
    await picture('batches');
    expect(complaints).toEqual([]);
  });

  it('set the customer key of the Molto2, which nobody sees again, and take it back', async () => {
    const secret = 'SAMPLE-KEY-2026';
    await open('tokens');
    await expect.poll(() => byId('customer-key-state').getAttribute('data-value')).toBe('not-set');
    await byId('set-customer-key').click();
    await byId('customer-key-box').fill(secret);
    await byId('reason').fill('given to them with the vendor’s tool');
    await picture('customer-key');
    await byId('confirm').click();
    await expect.poll(() => byId('customer-key-state').getAttribute('data-value')).toBe('set');
    expect(await kiosk.page.content()).not.toContain(secret);
    await byId('forget-customer-key').click();
    await byId('reason').fill('a trial');
    await byId('confirm').click();
    await expect.poll(() => byId('customer-key-state').getAttribute('data-value')).toBe('not-set');
    expect(complaints).toEqual([]);
  });

  it('pair, pause and resume a station, and show it live', async () => {
    await open('stations');
    await byId('station-card').first().waitFor();
    await picture('stations');
    await byId('station-name').fill('Window seat');
    await byId('make-pairing-code').click();
    await expect.poll(() => byId('pairing-code').textContent()).toMatch(/[A-Z2-9]{10}/);
    const code = await byId('pairing-code').textContent();
    expect((await byId('agent-commands').textContent())?.split('\n')).toEqual([
      `npm install -g ${line.depot.url}/agent.tgz`,
      `token-depot-agent pair --url ${line.depot.url} --code ${code ?? ''}`,
      'token-depot-agent run',
    ]);
    await picture('pairing');
    await open('people');
    await byId('people').waitFor();
    await picture('people');
    expect(complaints).toEqual([]);
  });

  it('show what a station is doing, have it test itself line by line, and pause it with a note', async () => {
    const { hands } = line;
    const { bench } = hands.place.station;
    await line.batch('own-seed');
    // The first batch's Molto2 jobs go before it.
    for (let job = await hands.next(); job !== null; job = await hands.next()) {
      if (job.family === 'molto2')
        await hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    }
    await open('stations');
    await expect.poll(() => byId('station-jobs').textContent()).toMatch(/On its bench:\s*Burn\s*1/);
    await byId('self-test').locator('summary').click();
    await byId('start-self-test').click();
    await expect.poll(() => byId('self-test').getAttribute('data-ended'), { timeout: 30_000 }).toBe('true');
    const lines = byId('self-test-line');
    const said = await lines.allTextContents();
    expect(said.join('\n')).toMatch(/A seed was sealed to it, opened and burned[^]*Virtual reader 1, Virtual reader 2/);
    expect(await kiosk.page.locator('[data-testid=self-test-line][data-mark=failed]').count()).toBe(0);
    await picture('station-self-test');
    await byId('pause-station').click();
    await byId('reason').fill('a new reader comes at noon');
    await byId('confirm').click();
    await byId('resume-station').waitFor();
    await picture('station-paused');
    // Its kiosk says so, and a token that is laid down there is not written.
    const serial = await bench.takeFresh();
    await bench.place(0, serial);
    const declined = await line.live.until(
      async () => (await hands.bench()).jobs[0]?.order?.declined ?? null,
      'the token to be declined',
    );
    expect(declined).toBe('The station is paused: a new reader comes at noon');
    await open(`station/${hands.place.station.id}`);
    const told = kiosk.page.locator('[data-testid=trouble][data-trouble=station-paused]');
    await expect.poll(() => told.textContent()).toContain('a new reader comes at noon');
    await picture('unhappy-station-paused-bench');
    await open('stations');
    await byId('resume-station').click();
    await byId('pause-station').waitFor();
    await bench.remove(0);
    expect(await hands.burn(serial)).toMatchObject({ serial, state: 'verifying' });
    expect(complaints).toEqual([]);
  });

  it('set a token aside with a reason, show it so, and say that it is fine after all', async () => {
    const [job] = (await line.hands.bench()).jobs;
    const serial = job?.serial ?? '';
    await open(`tokens/${serial}`);
    await byId('set-aside').click();
    await byId('reason').fill('the button sticks');
    await byId('confirm').click();
    await expect.poll(() => byId('set-aside-note').textContent()).toMatch(/Set aside, .*: the button sticks/);
    await picture('token-set-aside');
    await open('tokens');
    await expect.poll(() => byId('tokens').textContent()).toContain('Set aside');
    await picture('tokens-set-aside');
    await open(`tokens/${serial}`);
    await byId('put-back').click();
    await byId('reason').fill('tried out, it works');
    await byId('confirm').click();
    await byId('set-aside').waitFor();
    expect(await byId('set-aside-note').count()).toBe(0);
    // Its job has been waiting for another token; this one will do.
    expect(await line.hands.burn(serial)).toMatchObject({ id: job?.id, generation: 2 });
    expect(complaints).toEqual([]);
  });

  it('mark an agent of another version, and say how to mend it', async () => {
    const [station] = line.depot.stations;
    if (station === undefined) throw new Error('There is no station.');
    await open('stations');
    await expect.poll(() => byId('agent-version').allTextContents()).toEqual(['Agent 0.1.0']);
    expect(await byId('version-differs').count()).toBe(0);
    await station.program.stop();
    const file = agentOfVersion('0.0.9', mkdtempSync(join(line.depot.folder, 'older-')));
    const older = await line.depot.startAgent({ ...station, file });
    await byId('version-differs').waitFor();
    expect(await byId('agent-version').allTextContents()).toEqual(['Agent 0.0.9']);
    expect(await byId('agent-commands').textContent()).toBe(`npm install -g ${line.depot.url}/agent.tgz`);
    await expect.poll(() => byId('station-state').getAttribute('data-value')).toBe('online');
    await picture('station-of-another-version');
    await byId('language').click();
    await picture('station-of-another-version-french');
    await byId('language').click();
    await older.program.stop();
    expect(complaints).toEqual([]);
  });

  it('revoke a station, which is then nobody’s, though its agent runs', async () => {
    const [station] = line.depot.stations;
    if (station === undefined) throw new Error('There is no station.');
    line.depot.stations[0] = await line.depot.startAgent(station);
    await open('stations');
    await expect.poll(() => byId('station-state').getAttribute('data-value')).toBe('online');
    await byId('revoke-station').click();
    await byId('confirm').waitFor();
    await picture('station-revoke');
    await byId('confirm').click();
    await expect.poll(() => byId('station-card').count()).toBe(0);
    const { operator } = line.depot.clients;
    const gone = await operator.problem(operator.get(`stations/${station.id}`));
    expect(gone.code).toBe('not-found');
    expect(complaints).toEqual([]);
  });
});
