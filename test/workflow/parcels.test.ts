import type { EventView, JobView, ParcelList, ParcelResults, ParcelView } from '@depot/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { useLine } from './line.fixture.js';

const line = useLine({ stations: [2], latencyMs: 2 });
const csv = [
  'upn,display name,street,postal code,city,country',
  'anna@contoso.com,Anna Sample,1 Sample Street,69001,Lyon,FR',
  'bert@contoso.com,Bert Sample,2 Sample Street,13001,Marseille,FR',
  'carl@contoso.com,Carl Sample,3 Sample Street,10115,Berlin,DE',
  'none@contoso.com,Nora Nowhere,,,,',
].join('\n');

describe('many parcels', () => {
  const jobs = new Map<string, JobView>();
  const operator = () => line.hands.place.client;
  const list = async (query = ''): Promise<ParcelView[]> =>
    (await operator().get<ParcelList>(`parcels?${query}`)).parcels;
  const names = (parcels: readonly ParcelView[]) => parcels.map(({ displayName }) => displayName);
  const job = (name: string): JobView => {
    const found = jobs.get(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  };
  const parcel = (name: string): string => job(name).shipment?.id ?? '';
  const codes = (results: ParcelResults) => results.map(({ problem }) => problem?.code ?? 'done');
  const postedOf = async (name: string): Promise<EventView[]> =>
    (await operator().get<EventView[]>(`jobs/${job(name).id}/timeline`)).filter(({ kind }) => kind === 'job.posted');

  beforeAll(async () => {
    await line.depot.clients.manager.post('batches', { name: 'Parcels', route: 'own-seed', csv });
    for (let at = 0; at < 4; at += 1) {
      const packed = await packedNext();
      jobs.set(packed.upn.split('@')[0] ?? '', packed);
    }
  });

  /** The next job's token, proved and scanned into the parcel. */
  async function packedNext(): Promise<JobView> {
    const { hands } = line;
    await hands.next();
    const burned = await hands.burn(await hands.place.station.bench.takeFresh());
    await hands.prove(burned);
    await hands.reached(burned.id, 'registering');
    await operator().post(`jobs/${burned.id}/register`);
    return operator().post<JobView>(`jobs/${burned.id}/pack`, { serial: burned.serial });
  }

  it('lie there by destination, and are found by person, serial and city', async () => {
    expect(names(await list())).toEqual(['Carl Sample', 'Bert Sample', 'Anna Sample', 'Nora Nowhere']);
    expect(names(await list('search=lyo'))).toEqual(['Anna Sample']);
    expect(names(await list('search=bert'))).toEqual(['Bert Sample']);
    const [found] = await list(`search=${job('carl').serial ?? ''}`);
    expect(found).toMatchObject({ upn: 'carl@contoso.com', usualCarrier: null, sentAt: null });
    expect(found?.tokens).toEqual([
      { jobId: job('carl').id, jobNumber: job('carl').number, serial: job('carl').serial },
    ]);
  });

  it('are posted together; one that cannot be posted says why and stops no other', async () => {
    const parcels = ['none', 'anna', 'carl'].map((name) => ({
      id: parcel(name),
      carrier: 'Sample Post',
      ...(name === 'carl' ? { tracking: 'SP-CARL' } : {}),
    }));
    const results = await operator().post<ParcelResults>('parcels/post', { parcels });
    expect(results.map(({ id }) => id)).toEqual(parcels.map(({ id }) => id));
    expect(codes(results)).toEqual(['address-missing', 'done', 'done']);
    expect(results[0]?.problem?.detail).toContain('none@contoso.com');
    expect((await line.hands.reached(job('anna').id, 'shipped')).shipment).toMatchObject({
      kind: 'parcel',
      carrier: 'Sample Post',
      tracking: null,
    });
    expect((await line.hands.reached(job('carl').id, 'shipped')).shipment?.tracking).toBe('SP-CARL');
    const [event, ...more] = await postedOf('carl');
    expect(event?.facts).toEqual({ shipment: parcel('carl'), carrier: 'Sample Post', tracking: 'SP-CARL' });
    expect(more).toEqual([]);
    const left = await list();
    expect(names(left)).toEqual(['Bert Sample', 'Nora Nowhere']);
    expect(left.map(({ usualCarrier }) => usualCarrier)).toEqual(['Sample Post', null]);
  });

  it('get their tracking numbers afterwards, and lose them again', async () => {
    expect(names(await list('which=untracked'))).toEqual(['Anna Sample']);
    const give = (name: string, tracking: string | null) =>
      operator().post<ParcelResults>('parcels/tracking', { parcels: [{ id: parcel(name), tracking }] });
    expect(codes(await give('anna', 'SP-ANNA'))).toEqual(['done']);
    expect(await list('which=untracked')).toEqual([]);
    expect((await line.hands.job(job('anna').id)).shipment?.tracking).toBe('SP-ANNA');
    expect(codes(await give('anna', null))).toEqual(['done']);
    expect(names(await list('which=untracked'))).toEqual(['Anna Sample']);
    expect(codes(await give('bert', 'SP-BERT'))).toEqual(['move-refused']);
    expect((await line.hands.job(job('bert').id)).shipment?.tracking).toBeNull();
  });

  it('come back when they have not left after all, and go out once more', async () => {
    const ids = { parcels: [parcel('anna'), parcel('bert'), parcel('carl')] };
    expect(codes(await operator().post<ParcelResults>('parcels/unpost', ids))).toEqual([
      'done',
      'move-refused',
      'done',
    ]);
    expect(await line.hands.job(job('carl').id)).toMatchObject({
      state: 'packed',
      shipment: { id: parcel('carl'), kind: null, carrier: null, tracking: null, sentAt: null },
    });
    expect(names(await list())).toHaveLength(4);
    const again = { parcels: [{ id: parcel('carl'), carrier: 'Other Post' }] };
    expect(codes(await operator().post<ParcelResults>('parcels/post', again))).toEqual(['done']);
    await line.hands.reached(job('carl').id, 'shipped');
    await operator().post(`jobs/${job('carl').id}/deliver`);
    const late = await operator().problem(operator().post(`jobs/${job('carl').id}/unpost`));
    expect(late.code).toBe('move-refused');
  });

  it('are posted once when two people post them at the same time', async () => {
    const body = (carrier: string) => ({ parcels: ['anna', 'bert'].map((name) => ({ id: parcel(name), carrier })) });
    const both = await Promise.all(
      ['One Post', 'Two Post'].map((carrier) => operator().post<ParcelResults>('parcels/post', body(carrier))),
    );
    for (const at of [0, 1]) {
      expect(both.map((results) => results[at]?.problem?.code ?? 'done').sort()).toEqual(['done', 'move-refused']);
    }
    await line.hands.reached(job('bert').id, 'shipped');
    expect(await postedOf('bert')).toHaveLength(1);
  });

  it('leave without what was cancelled or paused in them, and are tracked and taken back without it', async () => {
    const { manager } = line.depot.clients;
    const eric = 'eric@contoso.com,Eric Sample,4 Sample Street,59000,Lille,FR';
    const [header = ''] = csv.split('\n');
    await manager.post('batches', { name: 'Eric', route: 'own-seed', csv: [header, eric, eric, eric].join('\n') });
    const cancel = ({ id }: JobView) =>
      manager.post<JobView>(`jobs/${id}/cancel`, { reason: 'not wanted', methodGone: true });
    const first = await packedNext();
    expect((await cancel(first)).shipment).toBeNull();
    const [second, third] = [await packedNext(), await packedNext()];
    await operator().post(`jobs/${third.id}/stop`, { reason: 'asks first' });
    const id = second.shipment?.id ?? '';
    const inside = [{ jobId: second.id, jobNumber: second.number, serial: second.serial }];
    expect((await list('search=eric')).map(({ tokens }) => tokens)).toEqual([inside]);
    const posted = { parcels: [{ id, carrier: 'Sample Post' }] };
    expect(codes(await operator().post<ParcelResults>('parcels/post', posted))).toEqual(['done']);
    await line.hands.reached(second.id, 'shipped');
    expect((await list('which=untracked&search=eric')).map(({ tokens }) => tokens)).toEqual([inside]);
    const tracked = { parcels: [{ id, tracking: 'SP-ERIC' }] };
    expect(codes(await operator().post<ParcelResults>('parcels/tracking', tracked))).toEqual(['done']);
    expect(codes(await operator().post<ParcelResults>('parcels/unpost', { parcels: [id] }))).toEqual(['done']);
    expect((await line.hands.job(second.id)).state).toBe('packed');
    expect((await line.hands.job(third.id)).state).toBe('stopped');
    // It is open again, with what was paused in it: that leaves it for good when it is cancelled after the parcel has left.
    expect(codes(await operator().post<ParcelResults>('parcels/post', posted))).toEqual(['done']);
    await line.hands.reached(second.id, 'shipped');
    expect((await cancel(third)).shipment).toBeNull();
    expect((await line.hands.job(second.id)).shipment?.carrier).toBe('Sample Post');
  });
});
