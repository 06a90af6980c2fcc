import type { JobView } from '@depot/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDepot } from '../entra/connect-depot.js';
import { EntraEmulator } from '../entra/emulator.js';
import { DirectoryLine } from './directory.fixture.js';
import { useLine } from './line.fixture.js';

const entra = await EntraEmulator.start();
const line = useLine({ stations: [2], environment: entra.environment });
const there = new DirectoryLine(line, entra);
const inventory = '/directory/authenticationMethodDevices/hardwareOathDevices';
const ofUser = '/users/{id}/authentication/hardwareOathMethods';
const other = 'other.sample@contoso.com';

beforeAll(() => connectDepot(line.depot.clients.admin));
afterAll(() => entra.stop());
beforeEach(() => {
  entra.tenant.devices.clear();
});

/** A job whose token Entra does not take, since its serial is there, and which waits for a decision. */
async function waiting(serial: string): Promise<JobView> {
  const { hands } = line;
  await line.taken('own-seed');
  const job = await hands.burn(serial);
  await there.happened(job, 'directory.not-prepared');
  await hands.prove(job);
  return hands.reached(job.id, 'stopped');
}

async function replaced(job: JobView): Promise<string> {
  await line.depot.clients.admin.post(`jobs/${job.id}/replace-in-directory`, { reason: 'uploads of last year' });
  const { facts } = await there.happened(job, 'directory.replaced');
  await line.hands.activate(await line.hands.reached(job.id, 'activating'));
  return String(facts['detail']);
}

describe('a serial that Entra holds twice', () => {
  it('is named with whose either is, and nothing is touched before somebody decides: then both go', async () => {
    const serial = await line.hands.place.station.bench.takeFresh();
    const old = [there.uploaded(serial, other, 'activated'), there.uploaded(serial, null, 'available')];
    const job = await waiting(serial);
    expect(job.stop).toMatchObject({ code: 'directory-serial-taken' });
    expect(job.stop?.detail).toContain(
      `Entra has 2 tokens with serial ${serial} that this job did not make. One is activated, assigned to ${other}. One is available, assigned to nobody.`,
    );
    expect(there.devicesOf(serial)).toEqual(old);
    expect(await replaced(job)).toBe(`One was activated, assigned to ${other}. One was available, assigned to nobody.`);
    expect(there.devicesOf(serial)).toMatchObject([{ status: 'activated', activations: 1 }]);
    expect(there.devicesOf(serial)[0]?.manufacturer).not.toBe('Old');
  });

  it('loses an old upload by decision, and what an earlier job of ours left without asking', async () => {
    const { hands } = line;
    const first = await there.assigned();
    const serial = first.serial ?? '';
    await hands.arrive(await hands.shipProved(await hands.prove(first)));
    await line.depot.clients.admin.post(`tokens/${serial}/declare-returned`, {
      reason: 'came back',
      next: 'burn-anew',
    });
    await there.happened(first, 'directory.unassigned');
    expect(there.devicesOf(serial)).toMatchObject([{ status: 'available', assignedTo: null }]);
    there.uploaded(serial, first.upn, 'activated');
    const job = await waiting(serial);
    expect(job.stop?.detail).toMatch(
      /^Entra has a token with serial \S+ that this job did not make: activated, assigned to/,
    );
    expect(await replaced(job)).toBe(`One was activated, assigned to ${first.upn}.`);
    expect(there.devicesOf(serial)).toMatchObject([{ status: 'activated', activations: 1 }]);
  });

  it.each([
    ['lost-after', `DELETE ${ofUser}/{id}`],
    ['failed-after', `DELETE ${inventory}/{id}`],
    ['lost-before', `DELETE ${inventory}/{id}`],
  ] as const)('is settled by reading where a call ended with “%s” (%s)', async (fault, route) => {
    const serial = await line.hands.place.station.bench.takeFresh();
    there.uploaded(serial, other, 'activated');
    there.uploaded(serial, other, 'assigned');
    const job = await waiting(serial);
    entra.faults.failNext(fault, route);
    expect(await replaced(job)).toContain('activated, assigned to');
    expect(there.devicesOf(serial)).toMatchObject([{ status: 'activated', activations: 1 }]);
    expect(entra.tenant.devicesOf(entra.tenant.user(other).id)).toEqual([]);
  });

  it('keeps both where Microsoft refuses the first, and goes on with what was decided once it may', async () => {
    const serial = await line.hands.place.station.bench.takeFresh();
    there.uploaded(serial, other, 'activated');
    there.uploaded(serial, other, 'activated');
    const job = await waiting(serial);
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    const { admin, operator } = line.depot.clients;
    await admin.post(`jobs/${job.id}/replace-in-directory`, { reason: 'uploads of last year' });
    const refused = await line.live.until(async () => {
      const now = await line.hands.job(job.id);
      return now.stop?.code === 'directory-refused' ? now : null;
    }, 'the job to be stopped with Microsoft’s words');
    expect(refused.stop?.detail).toMatch(/^Taking the old token out of Entra: .* is missing/);
    expect(there.devicesOf(serial)).toHaveLength(2);
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    await operator.post(`jobs/${job.id}/go-on`);
    await line.hands.activate(await line.hands.reached(job.id, 'activating'));
    expect(there.devicesOf(serial)).toMatchObject([{ status: 'activated' }]);
  });
});
