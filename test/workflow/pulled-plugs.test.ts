import type { EventView, JobView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { beingRecorded } from './being-recorded.js';
import { useLine } from './line.fixture.js';

const line = useLine();

async function ordered(): Promise<JobView> {
  await line.batch('own-seed');
  return line.hands.take();
}

describe('a pulled plug', () => {
  it('after a write leaves the job uncertain, and the same seed goes onto the same token again', async () => {
    const { hands } = line;
    const { client, station, reader } = hands.place;
    const job = await ordered();
    const serial = await station.bench.takeFresh();
    // C5, the seed: heard by the token, its answer lost.
    await station.bench.faults({ serial, fault: { kind: 'lost-answer' }, instruction: 0xc5 });
    await station.bench.place(reader, serial);
    await hands.reached(job.id, 'uncertain');
    await station.bench.remove(reader);
    const stranger = await station.bench.takeFresh();
    await client.post(`jobs/${job.id}/burn-again`);
    await station.bench.place(1, stranger);
    await line.live.until(
      async () => (await hands.bench()).station.readers.find((each) => each.state === 'declined') ?? null,
      'another token to be declined',
    );
    await station.bench.remove(1);
    const burned = await hands.burn(serial);
    expect(burned).toMatchObject({ id: job.id, serial, generation: 1 });
    expect(beingRecorded).toContain((await hands.prove(burned)).state);
    expect((await station.bench.state()).tokens.find((token) => token.serial === stranger)?.hasSeed).toBe(false);
  });

  it('never lets the seed of an uncertain burn go onto another token', async () => {
    const { hands } = line;
    const { client, station, reader } = hands.place;
    const job = await ordered();
    const serial = await station.bench.takeFresh();
    await station.bench.faults({ serial, fault: { kind: 'lost-answer' }, instruction: 0xc5 });
    await station.bench.place(reader, serial);
    await hands.reached(job.id, 'uncertain');
    await station.bench.remove(reader);
    // The second try is refused before anything is written: 6F00 to the challenge.
    await station.bench.faults({ serial, fault: { kind: 'status-word', statusWord: 0x6f00 }, instruction: 0x4b });
    await client.post(`jobs/${job.id}/burn-again`);
    await station.bench.place(reader, serial);
    const stopped = await hands.reached(job.id, 'stopped');
    expect(stopped).toMatchObject({
      serial,
      stop: { detail: expect.stringContaining(`put token ${serial} back`) as string },
    });
    await station.bench.remove(reader);
    await client.post(`jobs/${job.id}/go-on`);
    const burned = await hands.burn(serial);
    expect(burned).toMatchObject({ id: job.id, serial });
    await hands.prove(burned);
  });

  it('frees a token that was reserved and not written when the job goes on with another', async () => {
    const { hands } = line;
    const { client, station, reader } = hands.place;
    const job = await ordered();
    const first = await station.bench.takeFresh();
    await station.bench.faults({ serial: first, fault: { kind: 'eject', heard: false }, instruction: 0x4b });
    await station.bench.place(reader, first);
    await line.live.until(async () => (await hands.job(job.id)).order?.declined ?? null, 'the order to wait on');
    await station.bench.remove(reader);
    const burned = await hands.burn(await station.bench.takeFresh());
    expect(burned.id).toBe(job.id);
    expect((await client.problem(client.get(`tokens/${first}`))).code).toBe('not-found');
    await hands.prove(burned);
  });

  it('before a write leaves the order waiting for a token', async () => {
    const { hands } = line;
    const { station, reader } = hands.place;
    const job = await ordered();
    const serial = await station.bench.takeFresh();
    // 4B, the challenge: the token is pulled before anything is written.
    await station.bench.faults({ serial, fault: { kind: 'eject', heard: false }, instruction: 0x4b });
    await station.bench.place(reader, serial);
    const declined = await line.live.until(
      async () => (await hands.job(job.id)).order?.declined ?? null,
      'the order to wait on',
    );
    expect(declined).toMatch(/before anything was written/);
    await station.bench.offAndOn(serial);
    const burned = await hands.burn(serial);
    expect(burned.id).toBe(job.id);
    await hands.prove(burned);
  });

  it('on the agent loses no order', async () => {
    const { hands } = line;
    const job = await ordered();
    const [station] = line.depot.stations;
    if (station === undefined) throw new Error('No station.');
    await station.program.kill();
    const again = await line.depot.startAgent(station);
    line.depot.stations[0] = again;
    const burned = await line.hands.burn(await again.bench.takeFresh());
    expect(burned.id).toBe(job.id);
    expect(beingRecorded).toContain((await line.hands.prove(burned)).state);
    expect((await hands.job(job.id)).generation).toBe(1);
  });

  it('on the API loses nothing: the next start goes on where it stood', async () => {
    const { hands } = line;
    const waiting = await ordered();
    const proved = await (async () => {
      await line.batch('own-seed');
      return hands.take();
    })();
    await line.depot.api.kill();
    await line.depot.restartApi();
    const online = await line.live.until(async () => {
      const bench = await hands.bench().catch(() => null);
      return bench?.station.online === true ? bench : null;
    }, 'the station to come back');
    expect(online.jobs.map((job) => job.id)).toEqual(expect.arrayContaining([waiting.id, proved.id]));
    const burned = [];
    for (let tokens = 0; tokens < 2; tokens += 1) {
      burned.push(await hands.burn(await hands.place.station.bench.takeFresh()));
    }
    expect(burned.map((job) => job.id).sort()).toEqual([waiting.id, proved.id].sort());
    for (const job of burned) {
      const arrived = await hands.arrive(await hands.shipProved(await hands.prove(job)));
      expect(arrived).toMatchObject({ state: 'arrived', seed: 'destroyed' });
      const timeline = await hands.place.client.get<EventView[]>(`jobs/${job.id}/timeline`);
      for (const kind of ['job.burned', 'job.recorded', 'job.shipped', 'seed.destroyed']) {
        expect(
          timeline.filter((event) => event.kind === kind),
          kind,
        ).toHaveLength(1);
      }
    }
  });

  it('on a whole station: a paused job goes back to the line, one with a token comes over to another station', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const other = await line.depot.addStation(1);
    const elsewhere = line.handsAt(0, other);
    const fresh = await ordered();
    await client.post(`jobs/${fresh.id}/stop`, { reason: 'the reader is broken' });
    expect(await client.post<JobView>(`jobs/${fresh.id}/release`)).toMatchObject({ state: 'waiting', stationId: null });
    await client.post(`jobs/${fresh.id}/take`, { stationId: other.id });
    const burned = await elsewhere.burn(await other.bench.takeFresh());
    expect(burned.id).toBe(fresh.id);
    expect((await client.problem(client.post(`jobs/${fresh.id}/release`))).code).toBe('move-refused');
    expect(await client.post<JobView>(`jobs/${fresh.id}/take`, { stationId: station.id })).toMatchObject({
      state: 'verifying',
      stationId: station.id,
    });
    expect(beingRecorded).toContain((await elsewhere.prove(burned)).state);
  });

  it('by hand, stopping, keeps the seed and goes on where it stood', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const job = await ordered();
    await line.live.until(async () => ((await hands.job(job.id)).order === null ? null : true), 'the order');
    const stopped = await client.post<JobView>(`jobs/${job.id}/stop`, { reason: 'lunch' });
    expect(stopped).toMatchObject({
      state: 'stopped',
      resumes: 'burning',
      seed: 'kept',
      order: null,
      stop: { detail: 'lunch' },
    });
    await client.post(`jobs/${job.id}/go-on`);
    const burned = await hands.burn(await hands.place.station.bench.takeFresh());
    expect(burned.id).toBe(job.id);
    const cancelled = await client.post<JobView>(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    expect(cancelled).toMatchObject({ state: 'cancelled', seed: 'destroyed' });
  });
});
