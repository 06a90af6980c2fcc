import { execFileSync } from 'node:child_process';
import type { CodeAnswer, EventView, JobView, TokenView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { parseCsvSeed, parseCsvSeeds } from './portal.js';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { sampleRecipients } from '../depot/hands.js';
import { beingRecorded } from './being-recorded.js';
import { useLine } from './line.fixture.js';

const line = useLine();

async function burned(): Promise<JobView> {
  await line.batch('own-seed');
  const { hands } = line;
  await hands.next();
  return hands.burn(await hands.place.station.bench.takeFresh());
}

describe('the own-seed route', () => {
  it('takes one token from a drawn seed to “arrived, seed destroyed”', async () => {
    await line.batch('own-seed');
    const job = await line.hands.take();
    const arrived = await line.hands.serve(job, []);
    expect(arrived).toMatchObject({ state: 'arrived', seed: 'destroyed' });
    const token = await line.depot.clients.manager.get<TokenView>(`tokens/${arrived.serial ?? ''}`);
    expect(token).toMatchObject({ status: 'bound', upn: job.upn, kind: 'programmable' });
  });

  it.skipIf(leftOut('oathtool'))('exports a seed with which oathtool shows what the token shows', async () => {
    const { hands } = line;
    const job = await burned();
    await hands.prove(job);
    await hands.reached(job.id, 'registering');
    const request = { batchId: job.batchId, reason: 'upload in the portal' };
    const csv = await line.depot.clients.admin.download('directory/entra-csv', request);
    const { serial, upn, secret } = parseCsvSeed(csv);
    expect({ serial, upn }).toEqual({ serial: job.serial, upn: job.upn });
    const reading = await hands.place.station.bench.display(serial);
    const at = `--now=@${String(Math.floor(reading.at))}`;
    expect(execFileSync('oathtool', ['-b', '--totp', at, secret]).toString().trim()).toBe(reading.code);
    const refused = await line.depot.clients.manager.problem(
      line.depot.clients.manager.download('directory/entra-csv', request),
    );
    expect(refused.code).toBe('not-your-role');
    const events = await line.depot.clients.admin.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(JSON.stringify(events)).not.toContain(secret);
  });

  it('exports the rows of chosen jobs alone, each with its person’s UPN, and of no job that does not wait', async () => {
    const { hands } = line;
    const { admin } = line.depot.clients;
    const batchId = await line.batch('own-seed', 3);
    const jobs: JobView[] = [];
    for (let at = 0; at < 3; at += 1) {
      await hands.next();
      const job = await hands.burn(await hands.place.station.bench.takeFresh());
      if (at < 2) await hands.reached((await hands.prove(job)).id, 'registering');
      jobs.push(job);
    }
    const [first, second, third] = jobs;
    const csv = (chosen?: readonly (JobView | undefined)[]): Promise<string> =>
      admin.download('directory/entra-csv', {
        ...{ batchId, reason: 'upload in the portal' },
        ...(chosen === undefined ? {} : { jobs: chosen.map((job) => job?.id) }),
      });
    expect(parseCsvSeeds(await csv()).map(({ serial }) => serial)).toEqual([first?.serial, second?.serial]);
    expect(parseCsvSeed(await csv([second]))).toMatchObject({ serial: second?.serial, upn: second?.upn });
    const refused = await admin.problem(csv([second, third]));
    expect(refused).toMatchObject({ code: 'bad-request', detail: expect.stringMatching(/Choose again/) as string });
  });

  it('measures and keeps the drift, and spends each code once', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const job = await burned();
    const reading = await hands.readDisplay(job.serial ?? '');
    const proved = await client.post<CodeAnswer>(`jobs/${job.id}/codes`, { code: reading.code });
    // To the step, at the moment when it was typed.
    const typedAfter = Date.now() / 1000 - reading.now;
    expect(Math.abs(proved.drift - (reading.at - reading.now))).toBeLessThanOrEqual(31 + typedAfter);
    expect(proved.job.drift).toBe(proved.drift);
    const shipped = await hands.shipProved(proved.job);
    const { code } = await station.bench.display(shipped.serial ?? '');
    expect((await client.post<JobView>(`jobs/${job.id}/arrive`, { code })).state).toBe('arrived');
  });

  it('pauses after five wrong codes and goes on', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const job = await burned();
    const { code } = await hands.readDisplay(job.serial ?? '');
    const wrong = codeOfNobody(line.depot.stations);
    for (let left = 4; left > 0; left -= 1) {
      const problem = await client.problem(client.post(`jobs/${job.id}/codes`, { code: wrong }));
      expect(problem).toMatchObject({ code: 'wrong-code', facts: { triesLeft: left } });
    }
    expect((await client.problem(client.post(`jobs/${job.id}/codes`, { code: wrong }))).code).toBe('too-many-tries');
    expect(await hands.job(job.id)).toMatchObject({
      state: 'stopped',
      stop: { code: 'too-many-tries' },
      resumes: 'verifying',
    });
    expect((await client.problem(client.post(`jobs/${job.id}/codes`, { code }))).code).toBe('move-refused');
    expect(await client.post<JobView>(`jobs/${job.id}/go-on`)).toMatchObject({ state: 'verifying', triesLeft: 5 });
    expect(beingRecorded).toContain((await hands.prove(job)).state);
  });

  it('finds a clock far beyond the window by two codes in a row', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const job = await burned();
    const serial = job.serial ?? '';
    await station.bench.setClock(serial, 1200);
    const first = await hands.readDisplay(serial);
    const refused = await client.problem(client.post(`jobs/${job.id}/codes`, { code: first.code }));
    expect(refused).toMatchObject({ code: 'clock-off', facts: { jobId: job.id, serial, triesLeft: 4 } });
    const swapped = { first: first.code, second: first.code };
    expect((await client.problem(client.post(`jobs/${job.id}/resynchronise`, swapped))).code).toBe('not-consecutive');
    // To the middle of the step that comes next on the token itself, however long that took.
    const { now } = await station.bench.display(serial);
    await station.bench.setClock(serial, (Math.floor(first.at / 30) + 1.5) * 30 - now);
    const second = await station.bench.display(serial);
    const codes = { first: first.code, second: second.code };
    const proved = await client.post<CodeAnswer>(`jobs/${job.id}/resynchronise`, codes);
    expect(beingRecorded).toContain(proved.job.state);
    expect(Math.abs(proved.drift - (second.at - second.now))).toBeLessThanOrEqual(60);
    // From now on its codes are looked for around that drift.
    const arrived = await hands.arrive(await hands.shipProved(proved.job));
    expect(arrived.state).toBe('arrived');
  });

  it('matches digits typed at the station against every token that waits there', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const jobs = [await burned(), await burned()];
    const [one, two] = jobs;
    if (one === undefined || two === undefined) throw new Error('No jobs.');
    const second = await hands.readDisplay(two.serial ?? '');
    const answer = await client.post<CodeAnswer>(`stations/${station.id}/codes`, { code: second.code });
    expect(answer.job.id).toBe(two.id);
    const third = await burned();
    const first = await hands.readDisplay(one.serial ?? '');
    const problem = await client.problem(client.post(`jobs/${third.id}/codes`, { code: first.code }));
    expect(problem).toMatchObject({ code: 'other-token-code', facts: { serial: one.serial } });
    const none = await client.problem(
      client.post(`stations/${station.id}/codes`, { code: codeOfNobody(line.depot.stations) }),
    );
    expect(none.code).toBe('wrong-code');
    expect((await hands.job(one.id)).triesLeft).toBe(5);
    for (const { id } of [one, third]) await client.post(`jobs/${id}/cancel`, { reason: 'end of the test' });
  });

  it('opens the parcel for the right token alone', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const job = await burned();
    await hands.prove(job);
    await hands.reached(job.id, 'registering');
    await client.post(`jobs/${job.id}/register`);
    const other = await client.problem(client.post(`jobs/${job.id}/pack`, { serial: '8659622099999' }));
    expect(other).toMatchObject({ code: 'wrong-serial', facts: { expected: job.serial } });
    await client.post(`jobs/${job.id}/pack`, { serial: job.serial });
    expect((await client.post<JobView>(`jobs/${job.id}/hand-over`)).state).toMatch(/shipping|handed-over/);
    await hands.reached(job.id, 'handed-over');
    const attested = await client.post<JobView>(`jobs/${job.id}/arrive`, { attestation: 'handed over at the desk' });
    expect(attested).toMatchObject({ state: 'arrived', seed: 'destroyed' });
  });

  it('asks what became of the method before it cancels what was activated in the portal, and after a renewal too', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const job = await burned();
    await hands.prove(job);
    await hands.reached(job.id, 'registering');
    await client.post(`jobs/${job.id}/register`);
    const cancel = { reason: 'the user left' };
    expect((await client.problem(client.post(`jobs/${job.id}/cancel`, cancel))).code).toBe('method-first');
    await client.post(`jobs/${job.id}/stop`, { reason: 'a new seed is wanted' });
    await client.post(`jobs/${job.id}/renew`, { reason: 'a new seed is wanted' });
    expect((await client.problem(client.post(`jobs/${job.id}/cancel`, cancel))).code).toBe('method-first');
    // Its own token, bound already, takes the new generation.
    const again = await hands.burn(job.serial ?? '');
    expect(again).toMatchObject({ id: job.id, generation: 2 });
    const arrived = await hands.arrive(await hands.shipProved(await hands.prove(again)));
    expect(arrived.state).toBe('arrived');
  });

  it('sends a parcel once, under one tracking number', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const csv =
      'upn,street,city,country\ntwice@contoso.com,1 Sample Street,Sampletown,FR\ntwice@contoso.com,1 Sample Street,Sampletown,FR';
    await line.depot.clients.manager.post('batches', { name: 'Two for one', route: 'own-seed', csv });
    const jobs: JobView[] = [];
    for (let at = 0; at < 2; at += 1) {
      await hands.next();
      const job = await hands.burn(await hands.place.station.bench.takeFresh());
      await hands.prove(job);
      await hands.reached(job.id, 'registering');
      await client.post(`jobs/${job.id}/register`);
      jobs.push(await client.post<JobView>(`jobs/${job.id}/pack`, { serial: job.serial }));
    }
    const [one, two] = jobs;
    if (one === undefined || two === undefined) throw new Error('No jobs.');
    expect(one.shipment?.id).toBe(two.shipment?.id);
    await client.post(`jobs/${one.id}/stop`, { reason: 'not yet' });
    await client.post(`jobs/${two.id}/post`, { carrier: 'Sample Post', tracking: 'SP-ONE' });
    expect((await client.post<JobView>(`jobs/${one.id}/go-on`)).state).toBe('packing');
    await client.post(`jobs/${one.id}/pack`, { serial: one.serial });
    await client.post(`jobs/${one.id}/post`, { carrier: 'Sample Post', tracking: 'SP-TWO' });
    expect((await hands.reached(one.id, 'shipped')).shipment?.tracking).toBe('SP-TWO');
    expect((await hands.job(two.id)).shipment?.tracking).toBe('SP-ONE');
  });

  it('burns the tokens that its batch wants, and proves them by codes of a minute', async () => {
    const { hands } = line;
    const tokens = { period: 60, displaySeconds: 120 };
    const csv = sampleRecipients(1, () => 'own-seed');
    await line.depot.clients.manager.post('batches', { name: 'By the minute', route: 'own-seed', tokens, csv });
    const job = await hands.take();
    expect(await hands.serve(job, [])).toMatchObject({ state: 'arrived', period: 60, algorithm: 'SHA1' });
  });

  it('lets nobody guess an arrival', async () => {
    const { hands } = line;
    const { client, station } = hands.place;
    const shipped = await hands.shipProved(await hands.prove(await burned()));
    const { code } = await station.bench.display(shipped.serial ?? '');
    const wrong = codeOfNobody(line.depot.stations);
    const guess = (digits: string) => client.problem(client.post(`jobs/${shipped.id}/arrive`, { code: digits }));
    for (let tries = 0; tries < 5; tries += 1) expect((await guess(wrong)).code).toBe('wrong-code');
    expect((await guess(code)).code).toBe('too-many-tries');
    expect((await hands.job(shipped.id)).seed).toBe('kept');
    const attested = await client.post<JobView>(`jobs/${shipped.id}/arrive`, { attestation: 'the recipient wrote' });
    expect(attested.state).toBe('arrived');
  });

  it('lets a parcel come back, go out again and get lost', async () => {
    const { hands } = line;
    const { client } = hands.place;
    const shipped = await hands.shipProved(await hands.prove(await burned()));
    await client.post(`jobs/${shipped.id}/return`, { reason: 'address unknown' });
    await client.post(`jobs/${shipped.id}/repack`);
    await client.post(`jobs/${shipped.id}/pack`, { serial: shipped.serial });
    await client.post(`jobs/${shipped.id}/post`, { carrier: 'Sample Post', tracking: 'SP2' });
    await hands.reached(shipped.id, 'shipped');
    const lost = await client.post<JobView>(`jobs/${shipped.id}/lose`, { reason: 'never arrived' });
    expect(lost).toMatchObject({ state: 'lost', seed: 'destroyed' });
    const token = await client.get<TokenView>(`tokens/${shipped.serial ?? ''}`);
    expect(token.status).toBe('retired');
  });

  it('never burns a token that is in use until an admin declares it returned', async () => {
    const { hands } = line;
    const { station, reader } = hands.place;
    const arrived = await hands.arrive(await hands.shipProved(await hands.prove(await burned())));
    const serial = arrived.serial ?? '';
    await line.batch('own-seed');
    const job = await hands.take();
    await station.bench.place(reader, serial);
    const declined = await line.live.until(
      async () => (await hands.job(job.id)).order?.declined ?? null,
      'the token to be declined',
    );
    expect(declined).toMatch(/in use .* not declared returned/);
    await station.bench.remove(reader);
    const admin = line.depot.clients.admin;
    await admin.post(`tokens/${serial}/declare-returned`, { reason: 'came back with the laptop' });
    const again = await hands.burn(serial);
    expect(again).toMatchObject({ id: job.id, state: 'verifying' });
    expect(beingRecorded).toContain((await hands.prove(again)).state);
  });
});
