import type { EventView, JobPage, JobRow, JobView } from '@depot/contracts';
import type { Page } from 'playwright-core';
import { percentile } from '../bench/percentile.js';
import { openBrowser, openPage } from '../browser/browser.js';
import { Hands, sampleRecipients } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { ThrowAwayDepot } from '../depot/throw-away-depot.js';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { Draws } from '../faults/draws.js';
import { LineRobot } from './line-robot.js';
import { readStaleness, watchStaleness } from './staleness.js';

export interface ShiftOptions {
  readonly jobs: number;
  readonly seed: number;
  readonly say: (what: string) => void;
}

/** How it went. Times in milliseconds; `wrong`: what was lost or done twice, in sentences. */
export interface Shift {
  readonly jobs: number;
  readonly arrived: number;
  readonly inTray: number;
  readonly wrongCodes: number;
  readonly pulls: number;
  readonly restarts: number;
  readonly staleMax: number;
  readonly stale95: number;
  readonly looks: number;
  readonly seconds: number;
  readonly wrong: readonly string[];
}

/** Milliseconds after which nobody waits any longer. */
const standstill = 120_000;
const password = 'a long enough password';
/** Nobody’s turn any more, or with a reason where somebody finds it. */
const settled: readonly JobRow['state'][] = ['packed', 'stopped', 'uncertain', 'registering'];
const tray: readonly JobRow['state'][] = ['stopped', 'uncertain', 'registering'];

/**
 * A shift of two people: own-seed tokens through two stations of two readers, each line in a browser of its own, with hands that slip
 * and an API process that dies in the middle. Then the parcels are posted together, and every token arrives.
 */
export async function runShift({ jobs, seed, say }: ShiftOptions): Promise<Shift> {
  const began = Date.now();
  const entra = await EntraEmulator.start();
  const depot = await ThrowAwayDepot.start({ stations: [2, 2], environment: entra.environment, latencyMs: 10 });
  const browser = await openBrowser();
  const live = await Live.open(depot.clients.operator);
  try {
    await connectDepot(depot.clients.admin);
    const csv = sampleRecipients(jobs, () => 'own-seed');
    await depot.clients.manager.post('batches', { name: 'A shift', route: 'own-seed', csv });
    const all = (): Promise<JobRow[]> => allJobs(depot);
    const robots: LineRobot[] = [];
    const pages: Page[] = [];
    const complaints: string[] = [];
    for (const [at, station] of depot.stations.entries()) {
      const name = `shift.${String(at + 1)}`;
      await depot.clients.admin.post('people', { name, password, roles: ['operator'] });
      const page = await openPage(browser, depot.url, complaints);
      await page.getByTestId('sign-in-name').fill(name);
      await page.getByTestId('sign-in-password').fill(password);
      await page.keyboard.press('Enter');
      await page.getByTestId('sign-out').waitFor();
      await page.goto(`${depot.url}/#/line/${station.id}`);
      await page.getByTestId('next-move').waitFor();
      await watchStaleness(page, station.id);
      pages.push(page);
      robots.push(new LineRobot(page, station, new Draws(seed + at)));
    }
    let done = false;
    let restarts = 0;
    const work = robots.map((robot) => robot.work(() => done));
    const watch = async (): Promise<void> => {
      let [told, before, since] = [-1, -1, Date.now()];
      while (!done) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        const rows = await all();
        const count = rows.filter(({ state }) => settled.includes(state)).length;
        if (count !== before) [before, since] = [count, Date.now()];
        if (Date.now() - since > standstill) throw new Error(await standing(rows, pages));
        if (count >= jobs / 2 && restarts === 0) {
          restarts += 1;
          say(`${String(count)} of ${String(jobs)}: the API process is killed and started again`);
          await depot.processes[0]?.kill();
          await depot.restartApi();
          since = Date.now();
        }
        if (Math.floor(count / 20) > told) {
          told = Math.floor(count / 20);
          say(`${String(count)} of ${String(jobs)} after ${String(Math.round((Date.now() - began) / 1000))} s`);
        }
        done = count === jobs;
      }
    };
    await Promise.all([...work, watch().finally(() => (done = true))]);
    const stale = (await Promise.all(pages.map((page) => readStaleness(page)))).flat();
    say('all are in their parcels or in a tray; the parcels are posted');
    const [page] = pages;
    if (page === undefined) throw new Error('A shift has a station.');
    await postAll(page);
    const shipped = (await all()).filter(({ state }) => !tray.includes(state));
    await arriveAll(depot, live, shipped);
    const end = await all();
    return {
      jobs,
      arrived: end.filter(({ state }) => state === 'arrived').length,
      inTray: end.filter(({ state }) => tray.includes(state)).length,
      wrongCodes: robots.reduce((sum, { slips }) => sum + slips.wrongCodes, 0),
      pulls: robots.reduce((sum, { slips }) => sum + slips.pulls, 0),
      restarts,
      staleMax: Math.round(Math.max(...stale)),
      stale95: Math.round(percentile(stale, 0.95)),
      looks: stale.length,
      seconds: Math.round((Date.now() - began) / 1000),
      wrong: [...(await findWrong(depot, end, jobs)), ...unexpected(complaints)],
    };
  } finally {
    live.close();
    await browser.close();
    await depot.stop();
    await entra.stop();
  }
}

/** Where everything stands when nothing moves any more. */
async function standing(rows: readonly JobRow[], pages: readonly Page[]): Promise<string> {
  const open = rows.filter(({ state }) => !settled.includes(state) && state !== 'waiting');
  const jobs = open.map(({ number, state, serial }) => `job ${String(number)} ${state} ${serial ?? ''}`);
  const seen = await Promise.all(pages.map((page) => page.locator('main').innerText()));
  return ['Nothing has moved for two minutes.', ...jobs, ...seen].join('\n');
}

async function allJobs(depot: ThrowAwayDepot): Promise<JobRow[]> {
  const rows: JobRow[] = [];
  for (let page = 1; ; page += 1) {
    const { jobs, total } = await untilThere(() => depot.clients.manager.get<JobPage>(`jobs?page=${String(page)}`));
    rows.push(...jobs);
    if (rows.length >= total) return rows;
  }
}

/** While the API process is away, a request is made again. */
async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** On the parcels’ screen, as long as there are any. */
async function postAll(page: Page): Promise<void> {
  await page.getByTestId('nav.parcels').click();
  await page.getByTestId('choose-all').click();
  await page.getByTestId('carrier').fill('Sample Post');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=outcome][data-kind=posted]').waitFor({ timeout: 120_000 });
}

/** Every recipient reads a code off the token that came. */
async function arriveAll(depot: ThrowAwayDepot, live: Live, jobs: readonly JobRow[]): Promise<void> {
  const shared = { pages: new Map(), random: () => new Uint8Array(0) };
  const hands = new Map(
    depot.stations.map((station) => [
      station.id,
      new Hands({ client: depot.clients.operator, live, station, reader: 0 }, shared),
    ]),
  );
  for (const { id, stationId } of jobs) {
    const there = hands.get(stationId ?? '');
    if (there === undefined) continue;
    await there.arrive(await there.reached(id, 'shipped'));
  }
}

/** What was lost, done twice, or stands somewhere without a reason. */
async function findWrong(depot: ThrowAwayDepot, jobs: readonly JobRow[], expected: number): Promise<string[]> {
  const wrong: string[] = [];
  if (jobs.length !== expected) wrong.push(`${String(jobs.length)} jobs instead of ${String(expected)}`);
  const holders = new Map<string, number>();
  for (const job of jobs) {
    const name = `job ${String(job.number)}`;
    const { client } = { client: depot.clients.manager };
    const events = await client.get<EventView[]>(`jobs/${job.id}/timeline`);
    const count = (kind: string): number => events.filter((event) => event.kind === kind).length;
    if (job.state === 'arrived') {
      for (const kind of ['job.proved', 'job.recorded', 'job.packed', 'job.posted', 'job.shipped', 'job.arrived'])
        if (count(kind) !== 1) wrong.push(`${name}: ${kind} ${String(count(kind))} times`);
      const { seed, serial } = await client.get<JobView>(`jobs/${job.id}`);
      if (seed !== 'destroyed') wrong.push(`${name}: its seed is ${seed}`);
      const other = holders.get(serial ?? '');
      if (other !== undefined) wrong.push(`${name} and job ${String(other)} hold one token`);
      holders.set(serial ?? '', job.number);
    } else if (!tray.includes(job.state)) wrong.push(`${name} is ${job.state}`);
    else if (job.state === 'stopped' && job.stop === null) wrong.push(`${name} stands without a reason`);
  }
  return wrong;
}

/** While the API is away the browser says so on its console; nothing else is expected there. */
function unexpected(complaints: readonly string[]): string[] {
  return complaints.filter((complaint) => !/ERR_(CONNECTION|EMPTY|INCOMPLETE|SOCKET)|status of 5\d\d/.test(complaint));
}
