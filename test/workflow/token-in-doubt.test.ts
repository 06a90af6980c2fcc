import { randomBytes } from 'node:crypto';
import type { BenchView, EventView, IdentifiedToken, JobView, TokenSetAside, TokenView } from '@depot/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { MicrosoftPage } from '../depot/hands.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { useLine } from './line.fixture.js';

const line = useLine();

/** Takes a fresh job of this route and burns it. */
async function burned(): Promise<JobView> {
  await line.batch('own-seed');
  await line.hands.next();
  return line.hands.burn(await line.hands.place.station.bench.takeFresh());
}
const setAside = (serial: string, why: object = { reason: 'the display is broken' }): Promise<TokenSetAside> =>
  line.hands.place.client.post(`tokens/${serial}/set-aside`, why);
const token = (serial: string): Promise<TokenView> => line.depot.clients.admin.get(`tokens/${serial}`);

/** Two codes in a row off a token, as patient eyes would read them. */
async function twoCodes(serial: string, error = 0): Promise<{ first: string; second: string }> {
  const { bench } = line.hands.place.station;
  await bench.setClock(serial, error);
  const first = await line.hands.readDisplay(serial);
  const { now } = await bench.display(serial);
  await bench.setClock(serial, Math.round((Math.floor(first.at / 30) + 1.5) * 30 - now));
  const second = await line.hands.readDisplay(serial);
  return { first: first.code, second: second.code };
}

describe('a token that something is wrong with', () => {
  it('is set aside with a reason, and its job goes on with another one where it stood', async () => {
    const { bench } = line.hands.place.station;
    const job = await burned();
    const serial = job.serial ?? '';
    const answer = await setAside(serial);
    expect(answer.job).toMatchObject({ id: job.id, number: job.number, state: 'burning', serial: null });
    expect(answer.job?.stationId).toBe(job.stationId);
    expect(answer.token).toMatchObject({ status: 'returned', jobId: null });
    expect(answer.token.setAside?.reason).toBe('the display is broken');
    // Laid down again it is refused by name, with the reason.
    await bench.place(0, serial);
    const declined = await line.live.until(
      async () => (await line.hands.job(job.id)).order?.declined ?? null,
      'the token to be declined',
    );
    expect(declined).toMatch(new RegExp(`${serial} was set aside on \\d{4}-\\d\\d-\\d\\d: the display is broken`));
    expect((await line.hands.job(job.id)).order?.declinedAs?.kind).toBe('set-aside');
    await bench.remove(0);
    const other = await line.hands.burn(await bench.takeFresh());
    expect(other).toMatchObject({ id: job.id, generation: 2 });
    const arrived = await line.hands.arrive(await line.hands.shipProved(await line.hands.prove(other)));
    expect(arrived).toMatchObject({ state: 'arrived', seed: 'destroyed' });
    const events = await line.depot.clients.admin.get<EventView[]>(`jobs/${job.id}/timeline`);
    const asides = events.filter(({ kind }) => kind.endsWith('set-aside'));
    expect(asides.map(({ kind }) => kind)).toEqual(['job.token-set-aside', 'token.set-aside']);
    expect(events.filter(({ kind }) => kind === 'seed.destroyed')).toHaveLength(2);
  });

  it('is declined once, however long the reason: the reader shows as much of it as it may', async () => {
    const { bench, id: stationId } = line.hands.place.station;
    const { client } = line.hands.place;
    const job = await burned();
    const serial = job.serial ?? '';
    const reason = `${'x'.repeat(400)} and so on`;
    await setAside(serial, { reason });
    await bench.place(0, serial);
    const reader = await line.live.until(async () => {
      const { station } = await client.get<BenchView>(`stations/${stationId}`);
      return station.readers.find((one) => one.serial === serial && one.state === 'declined') ?? null;
    }, 'the reader to say why');
    expect(reader.detail).toMatch(/set aside on .+: x{200,}…$/);
    expect((await line.hands.job(job.id)).order?.declined).toContain(reason);
    await bench.remove(0);
    await line.hands.prove(await line.hands.burn(await bench.takeFresh()));
    const events = await line.depot.clients.admin.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(events.filter(({ kind }) => kind === 'order.declined')).toHaveLength(1);
  });

  it('is declined for the job too that was made for it, until it is fine again', async () => {
    const { bench } = line.hands.place.station;
    const { admin } = line.depot.clients;
    const first = await burned();
    const { serial } = await line.hands.arrive(await line.hands.shipProved(await line.hands.prove(first)));
    const held = serial ?? '';
    const request = { upn: 'next.sample@contoso.com', reason: 'the first one left' };
    const job = await admin.post<JobView>(`tokens/${held}/reassign`, request);
    expect(job).toMatchObject({ state: 'waiting', serial: held });
    await setAside(held);
    expect((await line.hands.next())?.id).toBe(job.id);
    await bench.place(0, held);
    const order = await line.live.until(async () => {
      const { order } = await line.hands.job(job.id);
      return order?.declined == null ? null : order;
    }, 'the token to be declined');
    expect(order).toMatchObject({ declinedAs: { kind: 'set-aside', serial: held } });
    await bench.remove(0);
    await admin.post(`tokens/${held}/put-back`, { reason: 'tried out' });
    expect(await line.hands.burn(held)).toMatchObject({ id: job.id, serial: held });
    await line.hands.prove(await line.hands.job(job.id));
  });

  it('goes back to the drawer with nothing said against it, and its job takes another one, or the same again', async () => {
    const { client, station } = line.hands.place;
    const job = await burned();
    const serial = job.serial ?? '';
    const back = await client.post<JobView>(`jobs/${job.id}/put-back`);
    expect(back).toMatchObject({ id: job.id, state: 'burning', serial: null, stationId: job.stationId });
    expect(await token(serial)).toMatchObject({ status: 'returned', jobId: null, setAside: null });
    const other = await line.hands.burn(await station.bench.takeFresh());
    expect(other).toMatchObject({ id: job.id, generation: 2 });
    await client.post(`jobs/${job.id}/put-back`);
    expect(await line.hands.burn(serial)).toMatchObject({ id: job.id, serial, generation: 3 });
    const proved = await line.hands.prove(await line.hands.job(job.id));
    const refused = await client.problem(client.post(`jobs/${job.id}/put-back`));
    expect(refused.code).toBe('move-refused');
    await line.hands.arrive(await line.hands.shipProved(proved));
    const events = await line.depot.clients.admin.get<EventView[]>(`jobs/${job.id}/timeline`);
    expect(events.filter(({ kind }) => kind === 'job.token-put-back').map(({ facts }) => facts['token'])).toEqual([
      serial,
      other.serial,
    ]);
  });

  it('that was scanned by mistake is in stock again, with its seed, for whoever takes it next', async () => {
    const { client } = line.hands.place;
    const classic = makeClassicTokens(1, (length) => new Uint8Array(randomBytes(length)));
    await takeSeedFile(line.depot.clients.admin, vendorFile(classic));
    const [serial = ''] = classic.map((each) => each.serial);
    for (const each of classic) await line.hands.place.station.bench.addClassic(each);
    await line.batch('import');
    const job = await line.hands.next();
    const id = job?.id ?? '';
    await client.post(`jobs/${id}/choose`, { serial });
    await line.hands.reached(id, 'verifying');
    expect(await client.post(`jobs/${id}/put-back`)).toMatchObject({ state: 'scanning', serial: null });
    expect(await token(serial)).toMatchObject({ status: 'stock', seed: 'kept', setAside: null });
    await client.post(`jobs/${id}/choose`, { serial });
    await line.hands.prove(await line.hands.reached(id, 'verifying'));
  });

  it('serves again once an admin says that it is fine', async () => {
    const job = await burned();
    const serial = job.serial ?? '';
    await setAside(serial);
    const refused = await line.hands.place.client.problem(
      line.hands.place.client.post(`tokens/${serial}/put-back`, { reason: 'tried out' }),
    );
    expect(refused.code).toBe('not-your-role');
    const back = await line.depot.clients.admin.post<TokenView>(`tokens/${serial}/put-back`, { reason: 'tried out' });
    expect(back.setAside).toBeNull();
    expect(await line.hands.burn(serial)).toMatchObject({ id: job.id, serial });
    await line.hands.prove(await line.hands.job(job.id));
  });

  it('is not taken from stock, and a classic one goes back there with its seed', async () => {
    const { client } = line.hands.place;
    const classic = makeClassicTokens(2, (length) => new Uint8Array(randomBytes(length)));
    await takeSeedFile(line.depot.clients.admin, vendorFile(classic));
    const [serial = '', other = ''] = classic.map((each) => each.serial);
    await setAside(serial);
    await line.batch('import');
    const job = await line.hands.next();
    const problem = await client.problem(client.post(`jobs/${job?.id ?? ''}/choose`, { serial }));
    expect(problem).toMatchObject({ code: 'set-aside', facts: { serial } });
    expect((await line.hands.job(job?.id ?? '')).state).toBe('scanning');
    await client.post(`jobs/${job?.id ?? ''}/choose`, { serial: other });
    await line.hands.reached(job?.id ?? '', 'verifying');
    expect((await setAside(other)).job).toMatchObject({ state: 'scanning', serial: null });
    expect(await token(other)).toMatchObject({ status: 'stock', seed: 'kept' });
    await line.depot.clients.admin.post(`tokens/${other}/retire`, { reason: 'thrown away' });
    expect(await token(other)).toMatchObject({ status: 'retired', setAside: null });
  });

  it('is not taken away from under a user whose page has accepted it, unless that is seen to', async () => {
    const { client } = line.hands.place;
    await line.batch('qr');
    const job = await line.hands.take();
    await line.hands.capture(job);
    const first = await line.hands.burn(await line.hands.place.station.bench.takeFresh());
    await line.hands.confirm(await line.hands.prove(first));
    await line.hands.reached(job.id, 'packing');
    const serial = first.serial ?? '';
    expect((await client.problem(setAside(serial))).code).toBe('method-first');
    const answer = await setAside(serial, { reason: 'the button sticks', methodGone: true });
    expect(answer.job).toMatchObject({ id: job.id, state: 'capturing', serial: null });
    // Another QR code, since the first one's seed is on that token.
    await client.post(`jobs/${job.id}/capture`, {
      text: new MicrosoftPage(job.upn, (n) => new Uint8Array(randomBytes(n))).qrText,
    });
    expect(await line.hands.burn(await line.hands.place.station.bench.takeFresh())).toMatchObject({ id: job.id });
  });

  it('stays in a parcel that is packed, until somebody takes it out', async () => {
    const { client } = line.hands.place;
    const job = await burned();
    await line.hands.recorded(await line.hands.prove(job));
    await client.post(`jobs/${job.id}/pack`, { serial: job.serial });
    const problem = await client.problem(setAside(job.serial ?? ''));
    expect(problem).toMatchObject({ code: 'move-refused' });
    expect(problem.detail).toMatch(/take the token out of its parcel first/);
    expect((await token(job.serial ?? '')).setAside).toBeNull();
  });
});

describe('a token that nobody knows any more', () => {
  let jobs: JobView[] = [];
  beforeAll(async () => {
    jobs = [await burned(), await burned()];
  });
  const ask = (codes: { first: string; second: string }): Promise<IdentifiedToken> =>
    line.hands.place.client.post('tokens/what-is-this', { ...codes, stationId: line.hands.place.station.id });

  it.each([0, 3000, -3000])('is named by two codes in a row, its clock %i seconds off', async (error) => {
    const [, job] = jobs;
    const codes = await twoCodes(job?.serial ?? '', error);
    const answer = await ask(codes);
    expect(answer).toMatchObject({ fits: 1, token: { serial: job?.serial }, job: { id: job?.id, upn: job?.upn } });
    expect(Math.abs((answer.drift ?? 0) - error)).toBeLessThanOrEqual(90);
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`"(${codes.first}|${codes.second})"`));
    const events = await line.depot.clients.admin.get<EventView[]>(`jobs/${job?.id ?? ''}/timeline`);
    expect(events.at(-1)).toMatchObject({ kind: 'token.identified', serial: job?.serial });
    // Asking proves nothing, and spends no code.
    expect((await line.hands.job(job?.id ?? '')).state).toBe('verifying');
  });

  it('is not named by codes that are not consecutive, or of another hour', async () => {
    const serial = jobs[0]?.serial ?? '';
    const { first, second } = await twoCodes(serial);
    expect((await ask({ first: second, second: first })).fits).toBe(0);
    expect(await ask(await twoCodes(serial, 9000))).toEqual({ fits: 0, token: null, job: null, drift: null });
    const same = await line.hands.place.client.problem(ask({ first, second: first }));
    expect(same.code).toBe('not-consecutive');
  });
});
