import { describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { freePort } from '../depot/free-port.js';
import { Scrape } from '../metrics/exposition.js';
import { useLine } from './line.fixture.js';

const key = 'sample-key-of-the-scraper';
const port = String(await freePort());
const line = useLine({ stations: [2], environment: { DEPOT_METRICS_PORT: port, DEPOT_METRICS_KEY: key } });
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}/;

const onItsPort = (): Promise<Scrape> => Scrape.of(`http://127.0.0.1:${port}/metrics`, key);
const besideTheApi = (): Promise<Scrape> => Scrape.of(`${line.depot.url}/metrics`, key);

describe('the metrics', () => {
  const serials: string[] = [];

  it('say what was done', async () => {
    await line.batch('own-seed', 4);
    for (let served = 0; served < 3; served += 1) {
      const job = (await line.hands.next())!;
      const burned = await line.hands.burn(await line.hands.place.station.bench.takeFresh());
      serials.push(burned.serial!);
      if (served === 0) {
        const wrong = codeOfNobody(line.depot.stations);
        const { client } = line.hands.place;
        expect((await client.problem(client.post(`jobs/${job.id}/codes`, { code: wrong }))).code).toBe('wrong-code');
      }
      await line.hands.arrive(await line.hands.shipProved(await line.hands.prove(burned)));
    }
    const stranger = new Client(line.depot.url);
    expect((await stranger.problem(stranger.signIn('admin', 'not the password'))).code).toBe('sign-in-refused');

    const scrape = await onItsPort();
    const figures = {
      arrived: scrape.value('depot_jobs', { state: 'arrived' }),
      waiting: scrape.value('depot_jobs', { state: 'waiting' }),
      jobs: scrape.value('depot_jobs'),
      orders: scrape.value('depot_orders', { status: 'done' }),
      matched: scrape.value('depot_codes_checked_total', { result: 'matched' }),
      arrivals: scrape.value('depot_codes_checked_total', { purpose: 'arrival', result: 'matched' }),
      wrong: scrape.value('depot_codes_checked_total', { result: 'wrong' }),
      burns: scrape.value('depot_step_duration_seconds_count', { step: 'burn', outcome: 'done' }),
      records: scrape.value('depot_step_duration_seconds_count', { step: 'record', outcome: 'done' }),
      directory: scrape.value('depot_directory_calls_total', {
        adapter: 'manual',
        operation: 'record',
        outcome: 'answered',
      }),
      refusedSignIns: scrape.value('depot_sign_ins_total', { result: 'refused' }),
      acceptedSignIns: scrape.value('depot_sign_ins_total', { result: 'accepted' }),
      online: scrape.value('depot_stations', { state: 'online' }),
      readers: scrape.value('depot_readers'),
      sockets: scrape.value('depot_agent_sockets'),
      viewers: scrape.value('depot_event_stream_viewers'),
      seeds: scrape.value('depot_seeds'),
      takes: scrape.value('depot_http_request_duration_seconds_count', {
        route: '/api/stations/:id/next',
        status: '2xx',
      }),
      recordUp: scrape.value('depot_record_up'),
      queueUp: scrape.value('depot_queue_up'),
    };
    expect(figures).toEqual({
      ...{ arrived: 3, waiting: 1, jobs: 4, orders: 3, matched: 6, arrivals: 3, wrong: 1, burns: 3, records: 3 },
      ...{ directory: 3, refusedSignIns: 1, acceptedSignIns: 4, online: 1, readers: 2, sockets: 1, viewers: 1 },
      ...{ seeds: 0, takes: 3, recordUp: 1, queueUp: 1 },
    });
  });

  it('show what waits on a queue and in the outbox, with every queue at zero when nothing does', async () => {
    const scrape = await besideTheApi();
    for (const queue of ['burn', 'import', 'verify', 'record', 'ship', 'stations'])
      for (const state of ['waiting', 'active', 'delayed'])
        expect(scrape.value('depot_queue_tasks', { queue, state }), `${queue} ${state}`).toBe(0);
    expect(scrape.value('depot_outbox_tasks')).toBe(0);
    expect(scrape.value('depot_outbox_oldest_seconds')).toBe(0);
    await expect.poll(async () => (await besideTheApi()).value('depot_pending_events')).toBe(0);
  });

  it('follow a job that moves, and a station that is paused', async () => {
    await line.hands.next();
    const [station] = line.depot.stations;
    await line.depot.clients.admin.post(`stations/${station!.id}/pause`, { note: 'sample note' });
    // The job moves at once; its seed, its order and the station's task come with its step.
    const figures = async (): Promise<unknown> => {
      const scrape = await onItsPort();
      return {
        burning: scrape.value('depot_jobs', { state: 'burning' }),
        orders: scrape.value('depot_orders', { status: 'waiting' }),
        tasks: scrape.value('depot_queue_tasks', { queue: 'stations', state: 'active' }),
        seeds: scrape.value('depot_seeds', { purpose: 'own' }),
        paused: scrape.value('depot_stations', { state: 'paused' }),
      };
    };
    await expect.poll(figures).toEqual({ burning: 1, orders: 1, tasks: 1, seeds: 1, paused: 1 });
  });

  it('hold no serial, no name, no address and no id in any label', async () => {
    const text = (await besideTheApi()).samples.flatMap(({ labels }) => Object.values(labels)).join('\n');
    expect(serials).toHaveLength(3);
    for (const serial of serials) expect(text).not.toContain(serial);
    expect(text).not.toMatch(uuid);
    expect(text).not.toMatch(/@|contoso|127\.0\.0\.1/i);
  });

  it('are named and typed as Prometheus asks', async () => {
    const { types } = await onItsPort();
    const ours = [...types].filter(([name]) => name.startsWith('depot_'));
    expect(ours.length).toBeGreaterThan(15);
    for (const [name, type] of ours) {
      if (type === 'counter') expect(name).toMatch(/_total$/);
      else expect(name).not.toMatch(/_total$/);
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
      expect(types.has(name)).toBe(true);
  });

  it.each([
    ['no key', undefined],
    ['a wrong one', `${key.slice(0, -1)}X`],
    ['another’s', 'x'],
  ])('are given to nobody with %s', async (_, wrong) => {
    const headers: Record<string, string> = wrong === undefined ? {} : { authorization: `Bearer ${wrong}` };
    for (const base of [line.depot.url, `http://127.0.0.1:${port}`]) {
      const answer = await fetch(`${base}/metrics`, { headers });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('depot_jobs');
    }
  });

  it('have nothing beside them on their port', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(404);
  });

  it('come with a name for every request, the same in its answer and in a problem', async () => {
    const answer = await fetch(`${line.depot.url}/api/jobs`);
    const { instance } = (await answer.json()) as { instance: string };
    expect(instance).toBe(`urn:uuid:${answer.headers.get('x-request-id') ?? ''}`);
    expect(instance).toMatch(uuid);
  });
});
