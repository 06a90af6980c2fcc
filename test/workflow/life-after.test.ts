import type { ComparisonPage, EventView, JobView, TokenView, WithdrawalView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { vendorFile } from '../demo/seed-file.js';
import { rehearseSeedFile, takeSeedFile } from '../depot/seed-files.js';
import { connectDepot } from '../entra/connect-depot.js';
import { useEntraLine } from './directory.fixture.js';

const { entra, line, tokens } = await useEntraLine(6);
const inventory = '/directory/authenticationMethodDevices/hardwareOathDevices';
const ofUser = '/users/{id}/authentication/hardwareOathMethods';

/** An own-seed job whose token is active in Entra and has arrived. */
async function arrived(): Promise<JobView> {
  const { hands } = line;
  await line.taken('own-seed');
  const job = await hands.burn(await hands.place.station.bench.takeFresh());
  await happened(job, 'directory.assigned');
  return hands.arrive(await hands.shipProved(await hands.prove(job)));
}

function timeline(job: JobView): Promise<EventView[]> {
  return line.depot.clients.admin.get<EventView[]>(`jobs/${job.id}/timeline`);
}

function happened(job: JobView, kind: string): Promise<EventView> {
  return line.live.until(
    async () => (await timeline(job)).find((event) => event.kind === kind) ?? null,
    `${kind} on the timeline`,
  );
}

function deviceOf(serial: string | null) {
  return [...entra.tenant.devices.values()].filter((device) => device.serialNumber === serial);
}

function withdrawals(job: JobView): Promise<WithdrawalView[]> {
  return line.depot.clients.operator.get<WithdrawalView[]>(`directory/withdrawals?job=${job.id}`);
}

function post(serial: string | null, what: string, body: object): Promise<TokenView> {
  return line.depot.clients.admin.post<TokenView>(`tokens/${serial ?? ''}/${what}`, body);
}

describe('a token that arrived', () => {
  it('is its user’s no more once it was lost, and can be retired out of the inventory', async () => {
    const job = await arrived();
    expect(deviceOf(job.serial)).toMatchObject([{ status: 'activated' }]);
    expect(await post(job.serial, 'lose', { reason: 'left in a taxi' })).toMatchObject({ status: 'retired' });
    await happened(job, 'directory.unassigned');
    expect(deviceOf(job.serial)).toMatchObject([{ assignedTo: null, status: 'available' }]);
    await post(job.serial, 'retire', { reason: 'it will not come back' });
    await happened(job, 'directory.released');
    expect(deviceOf(job.serial)).toEqual([]);
    expect((await timeline(job)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['token.lost', 'token.retired']),
    );
    expect((await withdrawals(job)).map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('comes back, is burned anew, and its new seed counts in Entra once its code has proved it', async () => {
    const { hands } = line;
    const first = await arrived();
    const serial = first.serial ?? '';
    const before = deviceOf(serial)[0]?.id;
    expect(await post(serial, 'declare-returned', { reason: 'came back', next: 'burn-anew' })).toMatchObject({
      status: 'returned',
      seed: 'none',
    });
    await happened(first, 'directory.unassigned');
    await line.taken('own-seed');
    const second = await hands.burn(serial);
    await happened(second, 'directory.assigned');
    const [device, more] = deviceOf(serial);
    expect(more).toBeUndefined();
    expect(device?.id).not.toBe(before);
    expect(device?.status).toBe('assigned');
    expect((await line.depot.clients.admin.get<TokenView>(`tokens/${serial}`)).status).toBe('reserved');
    await hands.recorded(await hands.prove(second));
    expect(deviceOf(serial)).toMatchObject([{ status: 'activated' }]);
    expect((await line.depot.clients.admin.get<TokenView>(`tokens/${serial}`)).status).toBe('bound');
  });

  it('is given to somebody else: a job that takes this token and no other', async () => {
    const { hands } = line;
    const first = await arrived();
    const serial = first.serial ?? '';
    const { admin } = line.depot.clients;
    const request = { upn: 'next.sample@contoso.com', reason: 'the first one left' };
    const job = await admin.post<JobView>(`tokens/${serial}/reassign`, request);
    expect(job).toMatchObject({ state: 'waiting', serial, upn: request.upn, route: 'own-seed' });
    await happened(first, 'directory.unassigned');
    expect((await hands.next())?.id).toBe(job.id);
    const { bench } = hands.place.station;
    await bench.place(1, await bench.takeFresh());
    await line.live.until(
      async () => (await hands.bench()).station.readers.find((each) => each.state === 'declined') ?? null,
      'another token to be declined',
    );
    await bench.remove(1);
    const burned = await hands.burn(serial);
    await happened(burned, 'directory.assigned');
    await hands.recorded(await hands.prove(burned));
    const user = entra.tenant.user(request.upn);
    expect(deviceOf(serial)).toMatchObject([{ assignedTo: user.id, status: 'activated' }]);
  });

  it('comes back as a classic one, and is in stock again with its vendor’s file alone', async () => {
    const { hands } = line;
    const { admin } = line.depot.clients;
    const mine = tokens.at(-1);
    if (mine === undefined) throw new Error('There is no classic token.');
    const { serial } = mine;
    const first = await hands.choose(await line.taken('import'), serial);
    await happened(first, 'directory.assigned');
    await hands.arrive(await hands.shipProved(await hands.prove(first)));
    const file = vendorFile([mine]);
    expect(await rehearseSeedFile(admin, file)).toMatchObject({ good: 0, bad: 1 });
    expect(await post(serial, 'declare-returned', { reason: 'came back' })).toMatchObject({
      status: 'returned',
      seed: 'none',
    });
    await happened(first, 'directory.unassigned');
    expect(await takeSeedFile(admin, file)).toMatchObject({ good: 1, counts: [{ kind: 'came-back', count: 1 }] });
    expect(await admin.get<TokenView>(`tokens/${serial}`)).toMatchObject({ status: 'stock', seed: 'kept' });
    expect(await rehearseSeedFile(admin, file)).toMatchObject({ good: 0, here: 1, bad: 0 });
    const second = await hands.choose(await line.taken('import'), serial);
    await happened(second, 'directory.assigned');
    await hands.recorded(await hands.prove(second));
    expect(deviceOf(serial)).toMatchObject([{ status: 'activated' }]);
  });

  it('stays where it is while its job is under way', async () => {
    await line.taken('own-seed');
    const job = await line.hands.burn(await line.hands.place.station.bench.takeFresh());
    await happened(job, 'directory.assigned');
    const { admin } = line.depot.clients;
    for (const [what, body] of [
      ['retire', { reason: 'a mistake' }],
      ['lose', { reason: 'a mistake' }],
      ['reassign', { reason: 'a mistake', upn: 'next.sample@contoso.com' }],
    ] as const) {
      expect((await admin.problem(post(job.serial, what, body))).code, what).toBe('move-refused');
    }
    await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    await happened(job, 'directory.released');
  });
});

describe('Entra', () => {
  it.each([
    ['failed-after', `DELETE ${ofUser}/{id}`],
    ['lost-after', `DELETE ${ofUser}/{id}`],
    ['lost-before', `DELETE ${inventory}/{id}`],
    ['lost-after', `DELETE ${inventory}/{id}`],
    ['throttled', `DELETE ${ofUser}/{id}`],
  ] as const)('is read where a withdrawal ended with “%s” (%s)', async (fault, route) => {
    const job = await arrived();
    entra.faults.failNext(fault, route);
    await post(job.serial, 'retire', { reason: 'worn out' });
    await happened(job, 'directory.released');
    expect(deviceOf(job.serial)).toEqual([]);
    expect((await timeline(job)).filter(({ kind }) => kind === 'directory.released')).toHaveLength(1);
  });

  it('refuses, and the timeline names the permission with code and request-id, until it is tried again', async () => {
    const job = await arrived();
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    await post(job.serial, 'lose', { reason: 'stolen' });
    const { facts } = await happened(job, 'directory.not-released');
    expect(facts).toMatchObject({
      code: 'Authorization_RequestDenied',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    const [stuck] = await withdrawals(job);
    expect(stuck).toMatchObject({
      status: 'stuck',
      detail: expect.stringMatching(/ReadWrite\.All is missing/) as string,
    });
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    await line.depot.clients.operator.post(`directory/withdrawals/${stuck?.id ?? ''}/again`);
    await happened(job, 'directory.unassigned');
    expect(deviceOf(job.serial)).toMatchObject([{ assignedTo: null }]);
  });

  it('is left alone where somebody else has the token by now', async () => {
    const job = await arrived();
    const [device] = deviceOf(job.serial);
    const other = entra.tenant.user('other.sample@contoso.com');
    if (device !== undefined) device.assignedTo = other.id;
    await post(job.serial, 'lose', { reason: 'stolen' });
    expect((await happened(job, 'directory.not-released')).facts['detail']).toMatch(/assigned to somebody else/);
    expect(deviceOf(job.serial)).toMatchObject([{ assignedTo: other.id }]);
  });
});

describe('a plug pulled', () => {
  it('right after a job was cancelled leaves nothing of it in Entra', async () => {
    await line.taken('own-seed');
    const job = await line.hands.burn(await line.hands.place.station.bench.takeFresh());
    await happened(job, 'directory.assigned');
    // Committed and not done: no call goes through.
    entra.faults.plan = { share: 1, kinds: ['unavailable'] };
    await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'the wrong person' });
    await line.depot.api.kill();
    expect(deviceOf(job.serial)).toHaveLength(1);
    entra.faults.plan = { share: 0, kinds: [] };
    await line.depot.restartApi();
    await line.live.until(
      async () => (deviceOf(job.serial).length === 0 ? true : null),
      'the token to be taken out of Entra',
    );
    await happened(job, 'directory.released');
  });

  it('while Entra was deleting it has it deleted and said once', async () => {
    const job = await arrived();
    entra.faults.failNext('slow', `DELETE ${inventory}/{id}`);
    await post(job.serial, 'retire', { reason: 'worn out' });
    await expect.poll(() => deviceOf(job.serial)).toEqual([]);
    await line.depot.api.kill();
    await line.depot.restartApi();
    await happened(job, 'directory.released');
    expect((await timeline(job)).filter(({ kind }) => kind === 'directory.released')).toHaveLength(1);
  });
});

describe('a comparison with Entra’s inventory', () => {
  const page = (): Promise<ComparisonPage> => line.depot.clients.manager.get<ComparisonPage>('directory/comparison');
  const compared = async (): Promise<ComparisonPage> => {
    const before = (await page()).finished?.id;
    await line.depot.clients.admin.post('directory/comparison');
    return line.live.until(async () => {
      const now = await page();
      return now.latest?.status === 'done' && now.latest.id !== before ? now : null;
    }, 'the comparison to end');
  };
  const device = (serialNumber: string, extra: object = {}) => {
    const about = {
      manufacturer: 'Old',
      model: 'CSV',
      period: 30,
      hashFunction: 'hmacsha1',
      displayName: null,
    } as const;
    const held = { assignedTo: null, status: 'available', lateAnswers: 0, activations: 0 } as const;
    const made = { ...about, ...held, id: `d-${serialNumber}-${String(entra.tenant.devices.size)}`, serialNumber };
    entra.tenant.devices.set(made.id, { ...made, secret: new Uint8Array(20), ...extra });
  };

  it('lists what differs, over every page of the inventory, and changes nothing', async () => {
    const [same, gone, moved, status] = [await arrived(), await arrived(), await arrived(), await arrived()];
    entra.tenant.devices.delete(deviceOf(gone.serial)[0]?.id ?? '');
    const other = entra.tenant.user('other.sample@contoso.com');
    const [movedDevice] = deviceOf(moved.serial);
    if (movedDevice !== undefined) movedDevice.assignedTo = other.id;
    const [changed] = deviceOf(status.serial);
    if (changed !== undefined) changed.status = 'failedActivation';
    for (let at = 0; at < 120; at += 1) device(`UNKNOWN${String(at).padStart(4, '0')}`);
    device('TWICE0001');
    device('TWICE0001');
    const inventoryBefore = JSON.stringify([...entra.tenant.devices.values()]);
    const found = await compared();
    expect(JSON.stringify([...entra.tenant.devices.values()])).toBe(inventoryBefore);
    expect(found.counts).toMatchObject({ unknown: 122, twice: 1, status: 1 });
    expect(found.finished?.theirs).toBe(entra.tenant.devices.size);
    const seen = [
      ...found.differences,
      ...(await line.depot.clients.admin.get<ComparisonPage>('directory/comparison?page=2')).differences,
      ...(await line.depot.clients.admin.get<ComparisonPage>('directory/comparison?page=3')).differences,
    ];
    const of = (job: JobView): (string | null)[] =>
      seen.filter(({ serial }) => serial === job.serial).map(({ kind, theirs }) => `${kind} ${theirs?.owner ?? ''}`);
    expect(of(same)).toEqual([]);
    expect(of(gone)).toEqual(['missing ']);
    expect(of(moved)).toEqual([`other-owner ${other.id}`]);
    expect(of(status)[0]).toMatch(/^status /);
  });

  it('says why it could not be made', async () => {
    entra.tenant.granted.delete('Policy.ReadWrite.AuthenticationMethod');
    await line.depot.clients.admin.post('directory/comparison');
    const failed = await line.live.until(async () => {
      const now = await page();
      return now.latest?.status === 'failed' ? now : null;
    }, 'the comparison to fail');
    expect(failed.latest?.detail).toMatch(/Policy\.ReadWrite\.AuthenticationMethod is missing/);
    expect(failed.finished).not.toBeNull();
  });
});

describe('a tenant without a connection', () => {
  it('has its operator told what to do in the portal, and takes their word', async () => {
    const { admin, operator } = line.depot.clients;
    const job = await arrived();
    await admin.post('directory/connection/forget', { reason: 'the end of a trial' });
    try {
      await post(job.serial, 'retire', { reason: 'worn out' });
      expect((await happened(job, 'directory.by-hand')).facts['detail']).toMatch(/OATH tokens: delete serial/);
      const [open] = await withdrawals(job);
      expect(open).toMatchObject({ status: 'by-hand', goal: 'deleted' });
      expect(open?.todo?.fr).toMatch(/Jetons OATH : supprimez/);
      await operator.post(`directory/withdrawals/${open?.id ?? ''}/confirm`, { reason: 'deleted in the portal' });
      await happened(job, 'directory.done-by-hand');
      expect(await withdrawals(job)).toMatchObject([{ status: 'done' }]);
    } finally {
      await connectDepot(admin);
    }
  });
});
