import type { JobView } from '@depot/contracts';
import type { Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { httpCall } from '../depot/http-call.js';
import { leftOut } from '../depot/left-out.js';
import type { Station } from '../depot/throw-away-depot.js';
import { useLine } from '../workflow/line.fixture.js';
import { password, useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [1, 1] });

/** What each state says, by the name it has in the code. */
const titles = {
  'reader-missing': { en: 'No reader can be used.', fr: 'Aucun lecteur n’est utilisable.' },
  'agent-offline': {
    en: 'The agent of Station 1 is not connected.',
    fr: 'L’agent du poste Station 1 n’est pas connecté.',
  },
  'depot-away': { en: 'The depot cannot be reached.', fr: 'Le dépôt est injoignable.' },
  'session-expired': { en: 'Your session has ended,', fr: 'Votre session est terminée,' },
  'job-elsewhere': { en: 'is at another station now.', fr: 'est à un autre poste.' },
  'other-token': { en: 'This is another job’s token.', fr: 'C’est le jeton d’un autre dossier.' },
  'token-used': { en: 'This token is in use already.', fr: 'Ce jeton est déjà utilisé.' },
  'wrong-code': { en: 'The code does not match.', fr: 'Le code ne correspond pas.' },
  'clock-off': { en: 'may be far off.', fr: 'est peut-être très décalée.' },
} as const;
type Name = keyof typeof titles;

describe.skipIf(leftOut('chromium'))('when something is not as it should be', () => {
  const kiosk = useKiosk(line, ['operator']);
  const { byId, picture, complaints } = kiosk;

  const station = (): Station => {
    const [first] = line.depot.stations;
    if (first === undefined) throw new Error('There is no station.');
    return first;
  };
  const trouble = (name: Name) => kiosk.page.locator(`[data-testid=trouble][data-trouble=${name}]`);
  const open = async (screen: 'station' | 'line', job?: JobView) => {
    await kiosk.page.goto(`${line.depot.url}/#/${screen}/${station().id}${job === undefined ? '' : `/${job.id}`}`);
    await byId(screen === 'line' ? 'line' : 'next-job').waitFor();
  };
  const jobs = async (): Promise<readonly JobView[]> => (await line.hands.bench()).jobs;

  /** It is there, says what it should in both languages, and looks so. */
  async function seen(name: Name, where: 'bench' | 'line'): Promise<void> {
    await trouble(name).waitFor();
    const says = (words: string) => expect.poll(() => trouble(name).textContent()).toContain(words);
    await says(titles[name].en);
    expect(await trouble(name).locator('li').count()).toBeGreaterThan(0);
    expect(await trouble(name).locator(`svg[data-picture=${name}]`).count()).toBe(1);
    await picture(`unhappy-${name}-${where}`);
    const language = byId('language').last();
    await language.click();
    await says(titles[name].fr);
    await kiosk.page.emulateMedia({ colorScheme: 'dark' });
    await picture(`unhappy-${name}-${where}-french-dark`);
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    await language.click();
    await says(titles[name].en);
  }
  const gone = (name: Name) => trouble(name).waitFor({ state: 'detached' });

  /** One own-seed job at the line, its token burned and taken off the reader. */
  async function burnedOne(): Promise<JobView> {
    const serial = await station().bench.takeFresh();
    await station().bench.place(0, serial);
    const job = await line.live.until(
      async () => (await jobs()).find((each) => each.serial === serial && each.state === 'verifying') ?? null,
      `${serial} to be burned`,
    );
    await station().bench.remove(0);
    return job;
  }
  const typeCodeOf = async (job: JobView) =>
    kiosk.page.keyboard.type((await line.hands.readDisplay(job.serial ?? '')).code, { delay: 5 });
  const moved = (job: JobView) => line.hands.reached(job.id, 'registering');

  it('a reader that was pulled out is missed, on the bench and on the line, until it is back', async () => {
    await open('station');
    await station().bench.plugReader(0, false);
    await seen('reader-missing', 'bench');
    await open('line');
    await seen('reader-missing', 'line');
    await station().bench.plugReader(0, true);
    await gone('reader-missing');
  });

  it('an agent that was killed is missed until it runs again, and then burns', async () => {
    await line.batch('own-seed', 12);
    await station().program.kill();
    await seen('agent-offline', 'line');
    await open('station');
    await seen('agent-offline', 'bench');
    const back = await line.depot.startAgent(station());
    line.depot.stations[0] = back;
    await gone('agent-offline');
    await open('line');
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('place');
    const job = await burnedOne();
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('code');
    await typeCodeOf(job);
    await moved(job);
  });

  it('a wrong code says so, and the right one goes on', async () => {
    const job = await burnedOne();
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('code');
    const wrong = codeOfNobody(line.depot.stations);
    await kiosk.page.keyboard.type(wrong, { delay: 120 });
    await seen('wrong-code', 'line');
    await open('station', job);
    await byId('digits').waitFor();
    await kiosk.page.keyboard.type(wrong);
    await seen('wrong-code', 'bench');
    await typeCodeOf(job);
    await moved(job);
  });

  it('a clock far off is found by the next code, typed like any other', async () => {
    await open('line');
    const job = await burnedOne();
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('code');
    const serial = job.serial ?? '';
    await station().bench.setClock(serial, 1500);
    const first = await line.hands.readDisplay(serial);
    await kiosk.page.keyboard.type(first.code, { delay: 5 });
    await seen('clock-off', 'line');
    // To the middle of the step that comes next on the token itself, however long that took.
    const { now } = await station().bench.display(serial);
    await station().bench.setClock(serial, Math.round((Math.floor(first.at / 30) + 1.5) * 30 - now));
    await typeCodeOf(job);
    await moved(job);
    expect(Math.abs((await line.hands.job(job.id)).drift ?? 0)).toBeGreaterThan(1000);
  });

  it('a session that was ended at the server is renewed in place, and what was typed goes through', async () => {
    await open('station');
    const job = await burnedOneAtBench();
    await byId('digits').waitFor();
    // Between the last digit and its arrival: earlier, the page would have heard of it by the stream of events, and asked first.
    const endFirst = async (route: Route): Promise<void> => {
      await endSession();
      await route.continue();
    };
    await kiosk.page.route('**/codes', endFirst, { times: 1 });
    await typeCodeOf(job);
    await byId('sign-in-again').waitFor();
    await seen('session-expired', 'bench');
    const before = kiosk.page.url();
    await byId('password-again').fill(password);
    await kiosk.page.keyboard.press('Enter');
    await moved(job);
    await byId('sign-in-again').waitFor({ state: 'detached' });
    expect(kiosk.page.url()).toBe(before);
    // The stream of events is there again too: what happens elsewhere shows by itself.
    await expect.poll(() => byId('register').count()).toBe(1);
  });

  it('while the API restarts the screen stays, and a code typed meanwhile is kept', async () => {
    await open('line');
    const job = await burnedOne();
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('code');
    await kiosk.page.evaluate(() => ((globalThis as { stays?: boolean }).stays = true));
    await Promise.all(line.depot.processes.map((each) => each.kill()));
    await seen('depot-away', 'line');
    await typeCodeOf(job);
    await Promise.all(line.depot.processes.map((each) => each.restart()));
    await gone('depot-away');
    await moved(job);
    expect(await kiosk.page.evaluate(() => (globalThis as { stays?: boolean }).stays)).toBe(true);
  });

  /** Takes the next job at the bench that is open, and burns it. */
  async function burnedOneAtBench(): Promise<JobView> {
    await expect.poll(() => byId('next-job').isEnabled()).toBe(true);
    await kiosk.page.keyboard.press('n');
    await expect.poll(() => byId('instruction').textContent()).toMatch(/put it on a reader/);
    return burnedOne();
  }
  /** As the admin, or time, would. */
  async function endSession(): Promise<void> {
    const cookies = await kiosk.page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const { status } = await httpCall(`${line.depot.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(status).toBeLessThan(300);
  }

  it('two minutes without network lose nothing: a code that ran out meanwhile says so, and the next one goes on', async () => {
    await kiosk.page.clock.install();
    await open('line');
    const [one, two] = [await burnedOne(), await burnedOne()];
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('code');
    await kiosk.page.context().setOffline(true);
    await trouble('depot-away').waitFor();
    await typeCodeOf(one);
    await expect.poll(() => byId('line-digits').getAttribute('aria-label')).toBe('Digits typed: ');
    // The page's clock, not ours: its timers and tries of two minutes.
    await kiosk.page.clock.runFor(120_000);
    expect(await trouble('depot-away').count()).toBe(1);
    await kiosk.page.context().setOffline(false);
    await gone('depot-away');
    await expect.poll(() => byId('feedback').textContent()).toMatch(/has run out meanwhile/);
    await typeCodeOf(one);
    await moved(one);
    await typeCodeOf(two);
    await moved(two);
  });

  it('a job that another station took over is said to be there', async () => {
    await open('line');
    const job = await burnedOne();
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('code');
    const there = line.depot.stations[1]?.id ?? '';
    await line.hands.place.client.post(`jobs/${job.id}/take`, { stationId: there });
    await seen('job-elsewhere', 'line');
    await line.hands.place.client.post(`jobs/${job.id}/take`, { stationId: station().id });
    await open('station', job);
    await byId('digits').waitFor();
    await line.hands.place.client.post(`jobs/${job.id}/take`, { stationId: there });
    await seen('job-elsewhere', 'bench');
    await line.batch('own-seed', 2);
    await byId('next-job-elsewhere').click();
    await expect.poll(() => byId('instruction').textContent()).toMatch(/put it on a reader/);
    // Its token comes to a reader here all the same: it is of another batch and job.
    await station().bench.place(0, job.serial ?? '');
    await seen('other-token', 'bench');
    // The reader's own sentence came in English, and changes with the screen.
    const ofReader = () => expect.poll(() => byId('reader-detail').first().textContent());
    await byId('language').last().click();
    await ofReader().toBe(
      `Le jeton ${job.serial ?? ''} appartient au dossier ${String(job.number)}. Prenez-en un autre.`,
    );
    await byId('language').last().click();
    await ofReader().toBe(`Token ${job.serial ?? ''} belongs to job ${String(job.number)}. Take another one.`);
    await open('line');
    await seen('other-token', 'line');
    await station().bench.remove(0);
    await gone('other-token');
    await burnedOne();
  });

  it('a token that is in use is not written, and a fresh one is', async () => {
    const [job] = (await jobs()).filter(({ state }) => state === 'verifying');
    if (job === undefined) throw new Error('No token is in hand.');
    await line.hands.arrive(await line.hands.shipProved(await line.hands.prove(job)));
    await expect.poll(() => byId('next-move').getAttribute('data-move')).toBe('place');
    await station().bench.place(0, job.serial ?? '');
    await seen('token-used', 'line');
    await open('station');
    await expect.poll(() => byId('next-job').isEnabled()).toBe(true);
    await kiosk.page.keyboard.press('n');
    await seen('token-used', 'bench');
    await station().bench.remove(0);
    await gone('token-used');
    await burnedOne();
    // The browser mentions each request that found nobody.
    expect(complaints.filter((each) => !each.includes('net::ERR_'))).toEqual([]);
  });
});
