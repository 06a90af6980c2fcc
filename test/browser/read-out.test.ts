import type { HelpdeskCase, JobView, ReadOutRules, ShownCodes } from '@depot/contracts';
import { usualReadOutRules } from '@depot/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { password, useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [1], latencyMs: 2 });
const csv = [
  'upn,display name,privileged,reference,street,postal code,city,country,phone',
  'anna.sample@contoso.com,Anna Sample,no,CC-4711,1 Sample Street,69001,Lyon,FR,+33 4 00 00 12 34',
  'paul.sample@contoso.com,Paul Sample,yes,CC-4712,2 Sample Street,69002,Lyon,FR,+33 4 00 00 12 35',
].join('\n');

describe.skipIf(leftOut('chromium'))('the helpdesk’s screen', () => {
  const jobs: JobView[] = [];
  const kiosk = useKiosk(line, ['helpdesk', 'admin']);
  const { byId, picture, complaints } = kiosk;
  let colleague: Client;

  beforeAll(async () => {
    const { hands, depot } = line;
    await depot.clients.manager.post('batches', { name: 'Calls', route: 'own-seed', csv });
    for (let at = 0; at < 2; at += 1) {
      await hands.next();
      const serial = await hands.place.station.bench.takeFresh();
      await hands.place.station.bench.setClock(serial, 0);
      const burned = await hands.burn(serial);
      jobs.push(await hands.shipProved(await hands.prove(burned)));
    }
    await depot.clients.admin.post('people', { name: 'second.helper', password, roles: ['helpdesk'] });
    colleague = await new Client(depot.url).signIn('second.helper', password);
  });

  const rules = (some: Partial<ReadOutRules>) =>
    line.depot.clients.admin.post('helpdesk/rules', { ...usualReadOutRules, open: true, ...some, reason: 'a sample' });
  const step = () => byId('call-step').getAttribute('data-step');
  const type = (text: string) => kiosk.page.keyboard.type(text);
  const enter = () => kiosk.page.keyboard.press('Enter');
  /** A button that has just appeared does not take the Enter of the field before. */
  async function press(testid: string): Promise<void> {
    await byId(testid).waitFor();
    await expect
      .poll(async () => {
        // It may go between one look and the next.
        if ((await byId(testid).count()) > 0)
          await byId(testid)
            .press('Enter', { timeout: 1000 })
            .catch(() => undefined);
        return byId(testid).count();
      })
      .toBe(0);
  }
  /** A colleague has the same caller on another line. @returns the read-out's id */
  async function colleagueAsks(job: JobView | undefined, said: readonly string[]): Promise<string> {
    const begun = await colleague.post<HelpdeskCase>(`helpdesk/jobs/${job?.id ?? ''}/checks`);
    const check = `helpdesk/checks/${begun.check?.id ?? ''}`;
    for (const [at, { question }] of (begun.check?.questions ?? []).entries())
      await colleague.post(`${check}/answers`, { question, answer: said[at] });
    await colleague.post(`${check}/called-back`);
    const asked = await colleague.post<HelpdeskCase>(`${check}/read-outs`, { reason: 'a sample', ticket: 'INC-4713' });
    return asked.readOut?.id ?? '';
  }
  async function answer(name: string): Promise<void> {
    const end = name === 'Paul Sample' ? 2 : 1;
    for (const [at, said] of [`cc471${String(end)}`, `6900${String(end)}`, `123${String(end + 3)}`].entries()) {
      await expect.poll(() => byId('call-step').locator('ul li').count()).toBe(at);
      await byId('caller-answer').waitFor();
      await type(said);
      await enter();
    }
    await expect.poll(step).toBe('reason');
  }

  it('says why no code can be read out', async () => {
    await byId('nav.helpdesk').click();
    await byId('find-parcel').waitFor();
    await picture('helpdesk-find');
    await type('sample');
    await enter();
    await expect.poll(() => byId('found-parcel').count()).toBe(2);
    await kiosk.page.keyboard.press('ArrowDown');
    await picture('helpdesk-found');
    await byId('found-parcel').filter({ hasText: 'Anna' }).press('Enter');
    await expect.poll(step).toBe('closed');
    await picture('helpdesk-closed');
  });

  it('leads to a code with the keyboard alone', async () => {
    const here = kiosk.page.url();
    await byId('nav.settings').click();
    await expect.poll(() => byId('rules-state').getAttribute('data-value')).toBe('closed');
    await byId('change-rules').click();
    await byId('rules-open').check();
    await byId('reason').fill('our helpdesk was trained');
    await picture('helpdesk-rules');
    await byId('reason').press('Enter');
    await expect.poll(() => byId('rules-state').getAttribute('data-value')).toBe('open');
    await picture('helpdesk-settings');
    await kiosk.page.goto(here);
    await expect.poll(step).toBe('begin');
    await picture('helpdesk-begin');
    await press('begin-check');
    await expect.poll(step).toBe('question');
    await type('CC-1');
    await enter();
    await byId('mismatch').waitFor();
    await picture('helpdesk-mismatch');
    await answer('Anna Sample');
    await type('INC-4711');
    await byId('read-out-reason').fill('the token has not come yet');
    await picture('helpdesk-reason');
    await byId('read-out-reason').press('Enter');
    await expect.poll(step).toBe('code');
    await picture('helpdesk-which-code');
    const display = async () => (await line.hands.place.station.bench.display(jobs[0]?.serial ?? '')).code;
    const before = await display();
    await press('show-now');
    await expect.poll(() => byId('read-out-code').textContent()).toMatch(/^\d{3} \d{3}$/);
    const shown = await kiosk.page.locator('[data-testid=read-out-code], [data-testid=next-code]').allTextContents();
    const told = shown.map((text) => text.replace(' ', ''));
    // The token's clock is set in whole seconds: it may be a moment behind.
    await expect
      .poll(async () => told.includes(before) || told.includes(await display()), { timeout: 35_000 })
      .toBe(true);
    await picture('helpdesk-code');
    await press('code-done');
    await expect.poll(step).toBe('reason');
    expect(await byId('ticket').inputValue()).toBe('INC-4711');
    await byId('ask-read-out').press('Enter');
    await expect.poll(step).toBe('code');
    await byId('moment').selectOption('10');
    await press('show-moment');
    await byId('moment-span').waitFor();
    await byId('language').click();
    await expect.poll(() => byId('call-step').textContent()).toContain('Envoyez');
    await picture('helpdesk-moment-french');
    await byId('language').click();
  });

  it('waits for a second person, and shows what others wait for', async () => {
    await rules({ privileged: 'second-person', callBack: true });
    await byId('other-caller').click();
    await byId('find-parcel').fill('paul');
    await enter();
    await press('begin-check');
    await expect.poll(step).toBe('question');
    for (const said of ['cc4712', '69002', '1235']) {
      const open = await byId('call-step').locator('ul li').count();
      await byId('caller-answer').fill(said);
      await enter();
      await expect
        .poll(async () => (await step()) === 'call-back' || (await byId('call-step').locator('ul li').count()) > open)
        .toBe(true);
    }
    await byId('call-back-number').waitFor();
    await picture('helpdesk-call-back');
    await press('called-back');
    await byId('ticket').fill('INC-4712');
    await byId('read-out-reason').fill('the token has not come yet');
    await enter();
    await expect.poll(step).toBe('waiting');
    await picture('helpdesk-waiting');
    const [waiting] = await colleague.get<{ id: string }[]>('helpdesk/read-outs');
    await colleague.post(`helpdesk/read-outs/${waiting?.id ?? ''}/decide`, { approve: true });
    await expect.poll(step).toBe('code');

    // The other way round: a colleague asks, and this screen says yes.
    await colleagueAsks(jobs[1], ['CC-4712', '69002', '1235']);
    await byId('waiting-read-out').waitFor();
    await picture('helpdesk-second-person');
    await byId('nav.batches').click();
    await byId('somebody-waits').waitFor();
    await picture('helpdesk-somebody-waits');
    await byId('look-at-it').click();
    await byId('waiting-read-out').waitFor();
    await byId('approve-read-out').click();
    await expect.poll(() => byId('waiting-read-out').count()).toBe(0);

    // The token came: a code that somebody was told is no proof, nor is the word of who told it; then nothing is read out any more.
    await byId('find-parcel').fill('anna');
    await enter();
    await byId('token-came').press('Enter');
    await byId('arrive-code').waitFor();
    const asked = await colleagueAsks(jobs[0], ['CC-4711', '69001', '1234']);
    const { codes } = await colleague.post<ShownCodes>(`helpdesk/read-outs/${asked}/codes`, {});
    await type(codes[0]?.code ?? '');
    await expect.poll(() => byId('problem').getAttribute('data-code')).toBe('read-out-code');
    await picture('helpdesk-told-code');
    await byId('attest-open').click();
    await byId('attestation').fill('they told me so');
    await byId('attest').click();
    await expect.poll(() => byId('problem').getAttribute('data-code')).toBe('read-out-by-you');
    await kiosk.page.keyboard.press('Escape');
    await line.depot.clients.admin.post(`jobs/${jobs[0]?.id ?? ''}/arrive`, { attestation: 'seen on their desk' });
    await expect.poll(step).toBe('closed');
    await picture('helpdesk-ended');
    expect(complaints).toEqual([]);
  });
});
