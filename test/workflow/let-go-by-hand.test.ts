import type { JobView, LostInPost } from '@depot/contracts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { DirectoryLine } from './directory.fixture.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [2], environment: entra.environment });
const there = new DirectoryLine(line, entra);
afterAll(() => entra.stop());
beforeEach(() => {
  entra.tenant.devices.clear();
});

const act = (job: JobView, what: string, body: object = {}): Promise<JobView> =>
  line.depot.clients.operator.post(`jobs/${job.id}/${what}`, body);
const cancelling = { reason: 'not wanted', methodGone: true };

/** A job of a depot without a connection whose token waits to be registered in the portal. */
async function registering(upn?: string): Promise<JobView> {
  const { hands } = line;
  if (upn === undefined) await line.taken('own-seed');
  else {
    await line.depot.clients.manager.post('batches', { name: upn, route: 'own-seed', csv: `upn\n${upn}` });
    await hands.next();
  }
  const job = await hands.burn(await hands.place.station.bench.takeFresh());
  await hands.prove(job);
  return hands.reached(job.id, 'registering');
}

describe('a depot without a connection', () => {
  it.each([
    ['waits to be registered and is cancelled', false, 'cancel'],
    ['was registered and is cancelled', true, 'cancel'],
    ['was paused while it waits to be registered, and gets a new seed', false, 'renew'],
    ['was paused once it was registered, and gets a new seed', true, 'renew'],
  ] as const)('has somebody look in the portal for the token of a job that %s', async (_how, isRegistered, what) => {
    const job = await registering();
    if (isRegistered) await act(job, 'register');
    if (what === 'renew') await act(job, 'stop', { reason: 'the wrong token' });
    await act(job, what, what === 'cancel' ? cancelling : { reason: 'the wrong token' });
    const { facts } = await there.happened(job, 'directory.by-hand');
    expect(facts['detail']).toMatch(/delete the hardware OATH token .* delete serial/);
    const [open] = await there.withdrawals(job);
    expect(open).toMatchObject({ status: 'by-hand', goal: 'deleted', serial: job.serial });
    expect(open?.todo?.fr).toMatch(/supprimez-y aussi le numéro/);
    await line.depot.clients.operator.post(`directory/withdrawals/${open?.id ?? ''}/confirm`, {
      reason: 'deleted there',
    });
    await there.happened(job, 'directory.done-by-hand');
    if (what === 'renew') await act(job, 'cancel', cancelling);
    expect(await there.withdrawals(job)).toHaveLength(1);
  });

  it('keeps the only way in of whoever waits for a second token, when the first one is retired', async () => {
    const { hands } = line;
    const { admin, operator } = line.depot.clients;
    const first = await registering();
    await act(first, 'register');
    await operator.post(`tokens/${first.serial ?? ''}/set-aside`, { reason: 'cracked', methodGone: true });
    const second = await hands.burn(await hands.place.station.bench.takeFresh());
    expect(second.id).toBe(first.id);
    await hands.shipProved(await hands.prove(second));
    const lost = { reason: 'never came', wayIn: 'read-out' };
    const { replacedBy } = await operator.post<LostInPost>(`jobs/${second.id}/lost-in-post`, lost);
    await admin.post(`tokens/${first.serial ?? ''}/retire`, { reason: 'cracked' });
    expect((await hands.job(second.id)).seed).toBe('kept');
    expect((await there.withdrawals(second)).map(({ serial }) => serial)).not.toContain(second.serial);
    await operator.post(`jobs/${replacedBy?.jobId ?? ''}/cancel`, cancelling);
    await there.happened(second, 'directory.by-hand');
    expect((await hands.job(second.id)).seed).toBe('destroyed');
  });

  it('asks for nothing where nothing can be there', async () => {
    const { hands } = line;
    await line.taken('own-seed');
    const job = await hands.burn(await hands.place.station.bench.takeFresh());
    await act(job, 'put-back');
    await act(job, 'cancel', cancelling);
    expect(await there.withdrawals(job)).toEqual([]);
  });

  it('has somebody take out what was made while there was one', async () => {
    const { admin } = line.depot.clients;
    await connectDepot(admin);
    const [cancelled, back] = [await there.assigned(), await there.assigned()];
    await admin.post('directory/connection/forget', { reason: 'the end of a trial' });
    await act(cancelled, 'cancel', cancelling);
    await act(back, 'put-back');
    for (const job of [cancelled, back]) {
      await there.happened(job, 'directory.by-hand');
      expect(await there.withdrawals(job)).toMatchObject([{ status: 'by-hand', serial: job.serial }]);
    }
    await act(back, 'cancel', cancelling);
    expect(await there.withdrawals(back)).toHaveLength(1);
  });

  it('lets a connection that is made later do it, and finds what was uploaded twice', async () => {
    const { admin, operator } = line.depot.clients;
    const job = await registering();
    const serial = job.serial ?? '';
    there.uploaded(serial, job.upn, 'activated');
    there.uploaded(serial, job.upn, 'assigned');
    await act(job, 'register');
    await act(job, 'cancel', cancelling);
    const [open] = await there.withdrawals(job);
    await there.happened(job, 'directory.by-hand');
    await connectDepot(admin);
    await operator.post(`directory/withdrawals/${open?.id ?? ''}/again`);
    await there.happened(job, 'directory.released');
    expect(there.devicesOf(serial)).toEqual([]);
    await admin.post('directory/connection/forget', { reason: 'the end of a trial' });
  });

  it('keeps a recipient’s name until their token has left Entra', async () => {
    const { admin, operator } = line.depot.clients;
    const job = await registering('forgotten.sample@contoso.com');
    await act(job, 'register');
    await act(job, 'cancel', cancelling);
    await there.happened(job, 'directory.by-hand');
    const erasure = { upn: job.upn, reason: 'asked to be forgotten' };
    const refused = await admin.problem(admin.post('recipients/erasure', erasure));
    expect(refused).toMatchObject({ code: 'jobs-open', facts: { jobs: [job.number] } });
    expect(refused.detail).toContain(`Token ${job.serial ?? ''} of job ${String(job.number)} is still to be taken out`);
    const [open] = await there.withdrawals(job);
    await operator.post(`directory/withdrawals/${open?.id ?? ''}/confirm`, { reason: 'deleted there' });
    expect(await admin.post('recipients/erasure', erasure)).toMatchObject({ jobs: 1 });
  });
});
