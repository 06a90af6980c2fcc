import type { BatchMade, JobPage, StationView } from '@depot/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { leftOut } from '../depot/left-out.js';
import { makeSelfCodes } from '../depot/self-client.js';
import { useLine } from '../workflow/line.fixture.js';
import { password, useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [2] });

describe.skipIf(leftOut('chromium'))('a station in self-service', () => {
  const kiosk = useKiosk(line, ['operator', 'manager']);
  const { byId, picture, complaints } = kiosk;
  let batch = '';
  let codes: readonly string[] = [];

  beforeAll(async () => {
    // The page's clock stands where the test puts it: sixty seconds are not waited for.
    await kiosk.page.clock.install();
  });

  const stage = (): Promise<string | null> => byId('self-visit').getAttribute('data-stage');
  const at = () => line.hands.place.station;
  async function jobsOf(id: string) {
    return (await line.depot.clients.manager.get<JobPage>(`batches/${id}/jobs`)).jobs;
  }
  /** The goodbye goes by itself after eight seconds, which pictures may have taken. */
  async function anew(): Promise<void> {
    await byId('self-anew').or(byId('self-code')).waitFor();
    if ((await byId('self-code').count()) > 0) return;
    await byId('self-anew')
      .click({ timeout: 5000 })
      .catch(() => undefined);
    await byId('self-code').waitFor();
  }
  async function enter(code: string): Promise<void> {
    await byId('self-code').waitFor();
    await byId('self-code').fill(code);
    await kiosk.page.keyboard.press('Enter');
    await byId('self-visit').waitFor();
  }
  /** What stands in the staff's form, but for sending it. */
  async function giveAsStaff(typed: string): Promise<void> {
    await byId('self-staff').click();
    await byId('staff-name').fill('browser.person');
    await byId('staff-password').fill(typed);
  }
  const trouble = (): Promise<string | null> => byId('problem').getAttribute('data-code');
  const signedIn = (): Promise<number> => kiosk.page.evaluate(async () => (await fetch('/api/session')).status);
  /** Time passes for the page, and only for it. */
  async function pass(seconds: number): Promise<void> {
    await kiosk.page.clock.runFor(seconds * 1000);
  }

  it('is what a batch is made for, and its codes are shown once, on slips and as CSV', async () => {
    await kiosk.page.goto(`${line.depot.url}/#/batches/new`);
    await byId('batch-name').fill('Ground floor');
    await kiosk.page.locator('input[name=route][value=own-seed]').check();
    await byId('self-service').check();
    await byId('recipients-text').fill(
      [
        'upn,display name,language',
        'ann.sample@contoso.com,Ann Sample,en',
        'zoe.sample@contoso.com,Zoé Exemple,fr',
      ].join('\n'),
    );
    await picture('self-new-batch');
    await byId('rehearse').click();
    await byId('make-batch').click();
    await byId('self-service-note').waitFor();
    await byId('codes-where').fill('Room 012');
    await picture('self-batch');
    batch = /batches\/([^/]+)$/.exec(kiosk.page.url())?.[1] ?? '';
    await byId('make-codes').click();
    await byId('self-slips').waitFor();
    await picture('self-slips');
    codes = (await byId('slip-code').allTextContents()).map((code) => code.trim());
    expect(codes).toHaveLength(2);
    const [saved] = await Promise.all([kiosk.page.waitForEvent('download'), byId('codes-csv').click()]);
    expect(saved.suggestedFilename()).toBe('codes.csv');
    await byId('codes-done').click();
    await byId('self-codes-card').waitFor();
    for (const code of codes) expect(await kiosk.page.content()).not.toContain(code);
  });

  it('begins with a member of staff, who is signed out of that browser', async () => {
    await kiosk.page.goto(`${line.depot.url}/#/station/${at().id}`);
    await byId('start-self-service').click();
    await picture('self-start');
    await byId('start-self-service-now').click();
    await byId('self-code').waitFor();
    await picture('self-welcome');
    const [station] = await line.depot.clients.admin.get<StationView[]>('stations');
    expect(station?.selfService).toBe(true);
    const kept = await kiosk.page.context().cookies();
    expect(kept.map(({ name, path }) => `${name} ${path}`)).toEqual(['depot-kiosk /api/self']);
  });

  it('takes a recipient from their code to goodbye, in English', async () => {
    await byId('self-code').fill('ZZZZZ ZZZZZ');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(() => byId('self-trouble').getAttribute('data-code')).toBe('self-code-refused');
    await picture('self-wrong-code');
    await enter(codes[0] ?? '');
    expect(await stage()).toBe('burn');
    expect(await kiosk.page.locator('main').textContent()).toContain('Hello Ann Sample');
    await picture('self-burn');
    const { bench } = at();
    const serial = await bench.takeFresh();
    await bench.place(0, serial);
    await expect.poll(stage).toBe('verify');
    await picture('self-verify');
    await bench.remove(0);
    await byId('self-digits').pressSequentially(codeOfNobody(line.depot.stations));
    await expect.poll(() => byId('self-trouble').getAttribute('data-code')).toBe('wrong-code');
    await picture('self-wrong-digits');
    await byId('self-digits').pressSequentially((await line.hands.readDisplay(serial)).code);
    await expect.poll(stage).toBe('done');
    await picture('self-done');
    await byId('self-finish').click();
    await expect.poll(() => byId('self-goodbye').getAttribute('data-how')).toBe('done');
    await picture('self-goodbye');
    expect(await kiosk.page.content()).not.toMatch(/Ann Sample|ann\.sample/);
    const [job] = await jobsOf(batch);
    expect(job?.serial).toBe(serial);
  });

  it('clears itself after sixty seconds without a touch, and says so before', async () => {
    await anew();
    await enter(codes[1] ?? '');
    // In the recipient's own language by then.
    await expect.poll(() => kiosk.page.locator('main').textContent()).toContain('Bonjour Zoé Exemple');
    await pass(45);
    await byId('self-countdown').waitFor();
    await picture('self-countdown');
    await byId('self-stay').click();
    await expect.poll(() => byId('self-countdown').count()).toBe(0);
    await pass(61);
    await expect.poll(() => byId('self-goodbye').getAttribute('data-how')).toBe('idle');
    await picture('self-idle');
    expect(await kiosk.page.content()).not.toMatch(/Zoé|zoe\.sample/);
    // The server knows too: the job waits again.
    await expect.poll(async () => (await jobsOf(batch))[1]?.state).toBe('waiting');
    const answer = await kiosk.page.evaluate(async () => (await fetch('/api/self/visit')).status);
    expect(answer).toBe(401);
  });

  it('lets them come back, and ends in French; going back shows nothing of them', async () => {
    await anew();
    await enter(codes[1] ?? '');
    await expect.poll(() => byId('self-instruction').textContent()).toMatch(/posez-le sur le lecteur/);
    await picture('self-burn-french');
    const { bench } = at();
    // Somebody else's token first.
    const [first] = await jobsOf(batch);
    await bench.switch(first?.serial ?? '', true);
    await bench.place(0, first?.serial ?? '');
    await expect.poll(() => byId('self-trouble').getAttribute('data-code')).toBe('declined');
    await picture('self-declined');
    await bench.remove(0);
    const serial = await bench.takeFresh();
    await bench.place(0, serial);
    await expect.poll(stage).toBe('verify');
    await bench.remove(0);
    await byId('self-digits').pressSequentially((await line.hands.readDisplay(serial)).code);
    await expect.poll(stage).toBe('done');
    await picture('self-done-french');
    await byId('self-finish').click();
    await byId('self-goodbye').waitFor();
    await kiosk.page.goBack();
    await byId('self-goodbye').or(byId('self-code')).waitFor();
    expect(await kiosk.page.content()).not.toMatch(/Zoé|zoe\.sample/);
    expect(await kiosk.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });

  it('leaves nobody signed in where the station could not be given back: whoever comes next has to prove who they are', async () => {
    await kiosk.page.reload();
    await byId('self-code').waitFor();
    const ends = '**/self-service/end';
    await kiosk.page.route(ends, (route) => route.fulfill({ status: 429, body: 'a proxy has had enough' }), {
      times: 1,
    });
    await giveAsStaff(password);
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(trouble).toBe('no-answer');
    await expect.poll(signedIn).toBe(401);
    await byId('staff-back').click();
    await giveAsStaff('not their password');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(trouble).toBe('sign-in-refused');
    // Nor does a session that this browser has for another reason, as by a tab of the staff's.
    const other = await kiosk.page.evaluate(
      async (typed) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify(typed) })).status;
      },
      { name: 'browser.person', password, code: '' },
    );
    expect(other).toBe(200);
    await kiosk.page.reload();
    await giveAsStaff('not their password');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(trouble).toBe('sign-in-refused');
    expect(await byId('next-job').count()).toBe(0);
    expect((await line.depot.clients.admin.get<StationView[]>('stations'))[0]?.selfService).toBe(true);
  });

  it('says what is wrong where the reader is away, and is given back by staff alone', async () => {
    await kiosk.page.reload();
    await byId('self-code').waitFor();
    await line.depot.clients.admin.post(`stations/${at().id}/pause`, { note: 'cleaning' });
    await pass(6);
    await expect.poll(() => byId('kiosk-state').getAttribute('data-state')).toBe('paused');
    await picture('self-paused');
    await line.depot.clients.admin.post(`stations/${at().id}/pause`, { note: null });
    await giveAsStaff(password);
    await picture('self-staff');
    await kiosk.page.keyboard.press('Enter');
    await byId('next-job').waitFor();
    expect((await line.depot.clients.admin.get<StationView[]>('stations'))[0]?.selfService).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('shows every way a QR code can come in to a recipient whose Microsoft page has it', async () => {
    const csv = 'upn,display name,language\nquentin.sample@contoso.com,Quentin Sample,en';
    const { manager, operator } = line.depot.clients;
    const { id } = await manager.post<BatchMade>('batches', { name: 'QR', route: 'qr', csv, selfService: true });
    const [code] = await makeSelfCodes(manager, String(id));
    await byId('start-self-service').click();
    await byId('start-self-service-now').click();
    await enter(code?.code ?? '');
    await byId('way-typed').click();
    await picture('self-capture');
    await byId('capture-text').fill(
      'otpauth://totp/Contoso:other@contoso.com?secret=GEZDGNBVGY3TQOJQ&issuer=Microsoft',
    );
    await byId('capture-send').click();
    await byId('other-account').waitFor();
    // Whose it is, is not theirs to wave through.
    expect(await byId('use-anyway').count()).toBe(0);
    await picture('self-other-account');
    await byId('self-leave').click();
    await byId('self-goodbye').waitFor();
    await operator.post(`stations/${at().id}/self-service/end`);
    await pass(10);
    await byId('self-closed').waitFor();
    await picture('self-closed');
    expect(complaints).toEqual([]);
  });
});
