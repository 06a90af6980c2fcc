import type { ArrivalCodeMade, JobView, LostInPost, TokenView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { DirectoryLine, useEntraLine } from './directory.fixture.js';

const { entra, line, tokens } = await useEntraLine(10);
const there = new DirectoryLine(line, entra);
const inventory = '/directory/authenticationMethodDevices/hardwareOathDevices';

const putBack = (job: JobView): Promise<JobView> => line.hands.place.client.post(`jobs/${job.id}/put-back`);
const cancel = (job: JobView): Promise<JobView> =>
  line.depot.clients.manager.post(`jobs/${job.id}/cancel`, { reason: 'not wanted', methodGone: true });
const setAside = (job: JobView): Promise<unknown> =>
  line.hands.place.client.post(`tokens/${job.serial ?? ''}/set-aside`, {
    reason: 'the glass is cracked',
    methodGone: true,
  });
const ofToken = (serial: string | null, what: string, body: object): Promise<TokenView> =>
  line.depot.clients.admin.post(`tokens/${serial ?? ''}/${what}`, body);

/** An import job whose classic token is its recipient's in Entra. */
async function chosen(): Promise<JobView> {
  const { serial = '' } = tokens.pop() ?? {};
  const job = await line.hands.choose(await line.taken('import'), serial);
  await there.happened(job, 'directory.assigned');
  return job;
}

/** A job whose first token was active in Entra and then set aside, and whose second one is in the post. */
async function posted(): Promise<{ first: JobView; second: JobView }> {
  const { hands } = line;
  const first = await there.assigned();
  await hands.recorded(await hands.prove(first));
  await setAside(first);
  const second = await hands.burn(await hands.place.station.bench.takeFresh());
  await there.happened(second, 'directory.assigned');
  return { first, second: await hands.shipProved(await hands.prove(second)) };
}

describe('a job that lets go of its token', () => {
  it('has it taken out of Entra when it is put back, whatever becomes of the job', async () => {
    const job = await there.assigned();
    await putBack(job);
    await there.happened(job, 'directory.released');
    expect(there.devicesOf(job.serial)).toEqual([]);
    await cancel(job);
    expect(await there.settled(job)).toMatchObject([{ serial: job.serial, goal: 'deleted', status: 'done' }]);
    expect((await there.timeline(job)).filter(({ kind }) => kind.startsWith('directory.'))).toHaveLength(2);
  });

  it('has it taken from its user when it is set aside, active as it was', async () => {
    const job = await there.assigned();
    await line.hands.recorded(await line.hands.prove(job));
    expect(there.devicesOf(job.serial)).toMatchObject([{ status: 'activated' }]);
    await setAside(job);
    await there.happened(job, 'directory.released');
    expect(there.devicesOf(job.serial)).toEqual([]);
    await cancel(job);
    expect(there.held()).toEqual([]);
  });

  it('leaves a classic token, whose seed is kept, in the inventory as nobody’s, for whoever takes it next', async () => {
    const job = await chosen();
    await putBack(job);
    await there.happened(job, 'directory.unassigned');
    expect(there.devicesOf(job.serial)).toMatchObject([{ assignedTo: null, status: 'available' }]);
    await cancel(job);
    const other = await line.hands.choose(await line.taken('import'), job.serial ?? '');
    await there.happened(other, 'directory.assigned');
    await line.hands.recorded(await line.hands.prove(other));
    const { id } = entra.tenant.user(other.upn);
    expect(there.devicesOf(job.serial)).toMatchObject([{ assignedTo: id, status: 'activated' }]);
  });

  it('gets the same token again, with another seed or the same, once Entra has forgotten the first time', async () => {
    const { hands } = line;
    const first = await there.assigned();
    const [before] = there.devicesOf(first.serial);
    await putBack(first);
    const again = await hands.burn(first.serial ?? '');
    await hands.recorded(await hands.prove(again));
    const [device, more] = there.devicesOf(first.serial);
    expect(more).toBeUndefined();
    expect(device).toMatchObject({ status: 'activated' });
    expect(device?.id).not.toBe(before?.id);
    const classic = await chosen();
    await putBack(classic);
    await hands.recorded(await hands.prove(await hands.choose(await hands.job(classic.id), classic.serial ?? '')));
    await there.settled(classic);
    expect(there.devicesOf(classic.serial)).toMatchObject([{ status: 'activated' }]);
  });

  it('keeps the seed it was renewed from out of Entra, also when nothing comes of the new one', async () => {
    const job = await there.assigned();
    await line.hands.place.client.post(`jobs/${job.id}/renew`, { reason: 'try again' });
    await there.happened(job, 'directory.released');
    await cancel(job);
    await there.settled(job);
    expect(there.devicesOf(job.serial)).toEqual([]);
  });

  it('makes room among its recipient’s five methods before its next token is made', async () => {
    const job = await chosen();
    const user = entra.tenant.user(job.upn);
    user.otherMethods = 4;
    try {
      // Entra needs a while to let go of the first.
      for (let at = 0; at < 3; at += 1) {
        entra.faults.failNext('unavailable', 'DELETE /users/{id}/authentication/hardwareOathMethods/{id}');
      }
      await putBack(job);
      const other = await line.hands.choose(await line.hands.job(job.id), tokens.pop()?.serial ?? '');
      await there.happened(other, 'directory.assigned');
      expect(there.held()).toEqual([other.serial]);
      expect((await there.timeline(job)).map(({ kind }) => kind)).not.toContain('directory.not-prepared');
      await cancel(other);
    } finally {
      user.otherMethods = 0;
    }
  });

  it('is cancelled when its parcel came back, and nothing of either token stays', async () => {
    const { first, second } = await posted();
    await line.depot.clients.operator.post(`jobs/${second.id}/return`, { reason: 'nobody lives there' });
    await cancel(second);
    await there.happened(second, 'directory.released');
    await there.settled(first);
    expect(entra.tenant.devices.size).toBe(0);
  });
});

describe('what ends a job after its first token was set aside', () => {
  it('is “this is not me”: neither token is anybody’s in Entra', async () => {
    const { first, second } = await posted();
    const { code } = await line.depot.clients.manager.post<ArrivalCodeMade>(`jobs/${second.id}/arrival-code`);
    await line.depot.clients.operator.post('arrival/not-me', { code: code.replace(' ', '') });
    await there.happened(second, 'directory.unassigned');
    await there.settled(first);
    expect(there.held()).toEqual([]);
    expect(there.devicesOf(first.serial)).toEqual([]);
  });

  it.each(['lost', 'lost-in-post'] as const)('is that it was %s', async (how) => {
    const { first, second } = await posted();
    const { operator } = line.depot.clients;
    if (how === 'lost') await operator.post(`jobs/${second.id}/lose`, { reason: 'the carrier says so' });
    else {
      const made = await operator.post<LostInPost>(`jobs/${second.id}/lost-in-post`, { reason: 'never came' });
      expect(made.revoked).toBe('graph');
      await operator.post(`jobs/${made.replacedBy?.jobId ?? ''}/cancel`, { reason: 'left the firm' });
    }
    await there.happened(second, 'directory.unassigned');
    await there.settled(first);
    expect(there.held()).toEqual([]);
  });

  it('leaves nothing in the inventory of a classic token that is retired, though its job never bound it', async () => {
    const job = await chosen();
    await setAside(job);
    await there.happened(job, 'directory.unassigned');
    expect(there.devicesOf(job.serial)).toHaveLength(1);
    await ofToken(job.serial, 'retire', { reason: 'cracked' });
    await there.happened(job, 'directory.released');
    expect(there.devicesOf(job.serial)).toEqual([]);
    await cancel(job);
  });

  it('is none where the token that was set aside is retired: the job’s second one stays its user’s', async () => {
    const { first, second } = await posted();
    await ofToken(first.serial, 'retire', { reason: 'cracked' });
    await there.settled(first);
    expect(there.held()).toEqual([second.serial]);
    expect(there.devicesOf(second.serial)).toMatchObject([{ status: 'activated' }]);
    expect((await line.hands.arrive(second)).state).toBe('arrived');
    expect(there.held()).toEqual([second.serial]);
  });
});

describe('Entra', () => {
  it('has nothing of a token that was put back while it was being made there', async () => {
    const { hands } = line;
    entra.faults.failNext('slow', `POST ${inventory}`);
    await line.taken('own-seed');
    const job = await hands.burn(await hands.place.station.bench.takeFresh());
    await expect.poll(() => there.devicesOf(job.serial)).toHaveLength(1);
    await putBack(job);
    await cancel(job);
    await there.happened(job, 'directory.released');
    expect(entra.tenant.devices.size).toBe(0);
  });

  it('keeps what the depot never made: an old token with the serial of one that was put back unwritten', async () => {
    const job = await line.taken('own-seed');
    const serial = await line.hands.place.station.bench.takeFresh();
    there.uploaded(serial, null, 'available');
    const mine = there.uploaded(serial, job.upn, 'activated');
    const burned = await line.hands.burn(serial);
    await there.happened(burned, 'directory.not-prepared');
    await putBack(burned);
    await cancel(burned);
    await there.settled(burned);
    expect(there.devicesOf(serial)).toHaveLength(2);
    expect(entra.tenant.devices.get(mine.id)).toMatchObject({ status: 'activated' });
  });

  it('refuses, and says so in words, while the job goes on with another token', async () => {
    const { hands } = line;
    const job = await there.assigned();
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    await putBack(job);
    const { facts } = await there.happened(job, 'directory.not-released');
    expect(facts['detail']).toMatch(/^Taking the token from its user in Entra: .* is missing\. /);
    const [stuck] = await there.withdrawals(job);
    expect(stuck).toMatchObject({ serial: job.serial, status: 'stuck' });
    expect(stuck?.todo?.fr).toMatch(/^Dans Entra : Utilisateurs → .* supprimez le jeton OATH matériel/);
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    const other = await hands.burn(await hands.place.station.bench.takeFresh());
    await there.happened(other, 'directory.assigned');
    expect(there.held().sort()).toEqual([job.serial, other.serial].sort());
    await line.depot.clients.operator.post(`directory/withdrawals/${stuck?.id ?? ''}/again`);
    await there.happened(job, 'directory.released');
    expect(there.held()).toEqual([other.serial]);
    await cancel(other);
  });

  it('is seen to in the portal instead, which leaves the job’s next token as it is', async () => {
    const { hands } = line;
    const job = await there.assigned();
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    await putBack(job);
    await there.happened(job, 'directory.not-released');
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    const other = await hands.burn(await hands.place.station.bench.takeFresh());
    await there.happened(other, 'directory.assigned');
    const [before] = there.devicesOf(other.serial);
    for (const { id } of there.devicesOf(job.serial)) entra.tenant.devices.delete(id);
    const [stuck] = await there.withdrawals(job);
    const word = { reason: 'deleted in the portal' };
    await line.depot.clients.operator.post(`directory/withdrawals/${stuck?.id ?? ''}/confirm`, word);
    await there.happened(job, 'directory.done-by-hand');
    await hands.recorded(await hands.prove(other));
    expect(there.devicesOf(other.serial)).toMatchObject([{ id: before?.id, status: 'activated' }]);
    await cancel(other);
    await there.happened(other, 'directory.released');
    expect(there.held()).toEqual([]);
  });

  it('is told once, whatever plug was pulled between setting aside and taking out', async () => {
    const job = await there.assigned();
    entra.faults.plan = { share: 1, kinds: ['unavailable'] };
    await putBack(job);
    await cancel(job);
    await line.depot.api.kill();
    expect(there.held()).toEqual([job.serial]);
    entra.faults.plan = { share: 0, kinds: [] };
    await line.depot.restartApi();
    await there.happened(job, 'directory.released');
    expect(there.held()).toEqual([]);
    expect((await there.timeline(job)).filter(({ kind }) => kind === 'directory.released')).toHaveLength(1);
  });
});
