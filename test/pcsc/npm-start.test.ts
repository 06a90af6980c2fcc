import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobView, Route, StationView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenchClient } from '../depot/bench-client.js';
import { Hands, sampleRecipients } from '../depot/hands.js';
import type { MicrosoftPage } from '../depot/hands.js';
import { leftOut } from '../depot/left-out.js';
import { Live } from '../depot/live.js';
import { layEmptyRecord } from '../stores/empty-record.js';
import { StartedDepot } from './started-depot.js';
import { openVirtualDesk } from './virtual-desk.js';
import type { VirtualDesk } from './virtual-desk.js';
import { pcscPackages } from './virtual-pcscd.js';

const jobs = 10;
const readers = ['Desk A', 'Desk B'];

describe.skipIf(leftOut(...pcscPackages))('npm start -- --readers pcsc', () => {
  const folder = mkdtempSync(join(tmpdir(), 'depot-pcsc-'));
  let desk: VirtualDesk;
  let depot: StartedDepot;

  beforeAll(async () => {
    desk = await openVirtualDesk(readers, join(folder, 'drawer'));
    await desk.pcscd.kill();
    await layEmptyRecord(join(folder, 'data', 'record'));
    depot = await StartedDepot.start(
      join(folder, 'data'),
      ['--readers', 'pcsc', '--no-sample'],
      desk.pcscd.environment,
    );
  });

  afterAll(async () => {
    await depot.stop();
    await desk.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says what to do while there is no smart-card service, and delivers ten jobs once there is', async () => {
    const [manager, operator, admin] = [
      await depot.signIn('manager'),
      await depot.signIn('operator'),
      await depot.signIn('admin'),
    ];
    const live = await Live.open(operator);
    const stationWhen = (fits: (station: StationView) => boolean, what: string): Promise<StationView> =>
      live.until(async () => (await admin.get<StationView[]>('stations')).find(fits) ?? null, what);

    const whatToDo = /The smart-card service is not running: start it .+\./;
    expect(depot.output).toMatch(whatToDo);
    const troubled = await stationWhen(({ trouble }) => trouble !== null, 'the kiosk to say so');
    expect(troubled).toMatchObject({ readers: [], trouble: expect.stringMatching(whatToDo) as string });

    await desk.pcscd.start();
    const station = await stationWhen((each) => each.readers.length === 2, 'both readers to be seen');
    expect(station.readers.map(({ name }) => name)).toEqual(['Desk A 00 00', 'Desk B 00 00']);
    expect(station.trouble).toBeNull();

    const routes = (at: number): Route => (at % 2 === 0 ? 'own-seed' : 'qr');
    await manager.post('batches', { name: 'Real readers', route: 'own-seed', csv: sampleRecipients(jobs, routes) });
    const pages = new Map<string, MicrosoftPage>();
    const bench = new BenchClient(desk.url);
    const arrived: JobView[] = [];
    const serve = async (_: string, reader: number): Promise<void> => {
      const place = { client: operator, live, reader, station: { id: station.id, bench, readers: readers.length } };
      const hands = new Hands(place, { pages, random: randomBytes });
      for (let job = await hands.next(); job !== null; job = await hands.next()) {
        arrived.push(await hands.serve(job, []));
      }
    };
    await Promise.all(readers.map(serve));
    live.close();

    const done = await Promise.all(arrived.map(({ id }) => operator.get<JobView>(`jobs/${id}`)));
    expect(done.map(({ state, seed }) => `${state}, seed ${seed}`)).toEqual(
      Array.from({ length: jobs }, () => 'arrived, seed destroyed'),
    );
    expect(new Set(done.map(({ serial }) => serial)).size).toBe(jobs);
    expect(done.filter(({ route }) => route === 'qr')).toHaveLength(jobs / 2);
  }, 120_000);
});
