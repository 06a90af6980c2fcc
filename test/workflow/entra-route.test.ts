import type { ConnectionTest, ConnectionView, EventView, JobView } from '@depot/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleConnection } from '@depot/api/sample-connection';
import { codeOfNobody } from '../depot/code-of-nobody.js';
import { leftOut } from '../depot/left-out.js';
import type { ClassicToken } from '../demo/seed-file.js';
import { connectDepot } from '../entra/connect-depot.js';
import { sampleCertificate } from '../entra/sample-certificate.js';
import { useEntraLine } from './directory.fixture.js';

const { entra, line, tokens } = await useEntraLine(20);
beforeEach(() => {
  entra.tenant.users.clear();
  entra.tenant.policies.hardwareOath = true;
});

/** An import job with a token chosen for it. */
async function chosen(): Promise<{ job: JobView; token: ClassicToken }> {
  const token = tokens.pop();
  if (token === undefined) throw new Error('No classic token is left.');
  const job = await line.taken('import');
  await line.hands.place.client.post(`jobs/${job.id}/choose`, { serial: token.serial });
  return { job: await line.hands.reached(job.id, 'verifying'), token };
}

function timeline(job: JobView): Promise<EventView[]> {
  return line.hands.place.client.get<EventView[]>(`jobs/${job.id}/timeline`);
}

async function happened(job: JobView, kind: string): Promise<EventView> {
  return line.live.until(
    async () => (await timeline(job)).find((event) => event.kind === kind) ?? null,
    `${kind} on the timeline`,
  );
}

function deviceOf(serial: string) {
  return [...entra.tenant.devices.values()].filter((device) => device.serialNumber === serial);
}

describe('a batch of SHA-256 tokens', () => {
  const batch = {
    name: 'SHA-256',
    route: 'own-seed',
    tokens: { algorithm: 'SHA256' },
    csv: 'upn\nsha.256@contoso.com',
  };
  const burned = async (): Promise<JobView> => {
    await line.hands.take();
    return line.hands.burn(await line.hands.place.station.bench.takeFresh());
  };

  it('is made for a connected tenant, and its codes activate it', async () => {
    await line.depot.clients.manager.post('batches', batch);
    const job = await burned();
    await happened(job, 'directory.assigned');
    await line.hands.prove(job);
    expect(deviceOf(job.serial ?? '')).toMatchObject([{ hashFunction: 'hmacsha256', status: 'activated' }]);
  });

  it('is refused, and so is the CSV of one made earlier, where there is no connection', async () => {
    const { admin, manager } = line.depot.clients;
    const { id } = await manager.post<{ id: string }>('batches', batch);
    await admin.post('directory/connection/forget', { reason: 'the end of a trial' });
    try {
      const refused = await manager.problem(manager.post('batches', batch));
      expect(JSON.stringify(refused)).toContain('Entra’s CSV upload takes SHA-1 only');
      const proved = await line.hands.prove(await burned());
      await line.hands.reached(proved.id, 'registering');
      const csv = await admin.problem(admin.download('directory/entra-csv', { batchId: id, reason: 'the portal' }));
      expect(csv.detail).toMatch(/is SHA-256.*Connect Microsoft Graph/);
    } finally {
      await connectDepot(admin);
    }
  });
});

describe('a job of a connected tenant', () => {
  it.each(['import', 'own-seed'] as const)('is activated by the digits typed at verify (%s)', async (route) => {
    const { hands } = line;
    const job =
      route === 'import'
        ? (await chosen()).job
        : await (async () => {
            await line.taken('own-seed');
            return hands.burn(await hands.place.station.bench.takeFresh());
          })();
    await happened(job, 'directory.assigned');
    expect(deviceOf(job.serial ?? '')).toMatchObject([{ status: 'assigned' }]);
    const proved = await hands.prove(job);
    // In the same request: by its answer the token is active.
    expect(deviceOf(job.serial ?? '')).toMatchObject([{ status: 'activated', activations: 1 }]);
    const arrived = await hands.arrive(await hands.shipProved(proved));
    expect(arrived.state).toBe('arrived');
    const kinds = (await timeline(job)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('directory.'))).toEqual([
      'directory.assigned',
      'directory.activated',
    ]);
    expect(kinds).not.toContain('job.registered');
    // Every event is one of ours, named for what it is about.
    expect(kinds.filter((kind) => !/^[a-z]+\.[a-z-]+$/.test(kind))).toEqual([]);
  });

  it('asks for a new code when the slot comes too late for the first one', async () => {
    const { hands } = line;
    entra.faults.plan = { share: 1, kinds: ['unavailable'] };
    const { job, token } = await chosen();
    await happened(job, 'directory.not-prepared');
    await hands.prove(job);
    entra.faults.plan = { share: 0, kinds: [] };
    const asks = await line.live.until(async () => {
      const now = await hands.job(job.id);
      if (now.state === 'stopped') await hands.place.client.post(`jobs/${job.id}/go-on`);
      return now.state === 'activating' ? now : null;
    }, 'the job to ask for a code');
    expect(asks.instruction.en).toMatch(/six digits/);
    const wrong = await hands.place.client.problem(
      hands.place.client.post(`jobs/${job.id}/activate`, { code: codeOfNobody(line.depot.stations) }),
    );
    expect(wrong.code).toBe('wrong-code');
    expect((await hands.activate(asks)).state).toBe('packing');
    expect(deviceOf(token.serial)).toMatchObject([{ status: 'activated', activations: 1 }]);
  });

  it.each(['failed-after', 'lost-after', 'lost-before', 'throttled', 'gateway'] as const)(
    'settles a create that ended with “%s” by reading: one token, no second',
    async (kind) => {
      entra.faults.failNext(kind, 'POST /directory/authenticationMethodDevices/hardwareOathDevices');
      const { job, token } = await chosen();
      await happened(job, 'directory.assigned');
      expect(deviceOf(token.serial)).toHaveLength(1);
      const activating = 'POST /users/{id}/authentication/hardwareOathMethods/{id}/activate';
      entra.faults.failNext(kind, activating);
      await line.hands.prove(job);
      expect(deviceOf(token.serial)).toMatchObject([{ status: 'activated', activations: 1 }]);
      await line.hands.reached(job.id, 'packing');
    },
  );

  it('names the missing permission, with Graph’s code and request-id, on the job’s timeline', async () => {
    entra.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    const { job } = await chosen();
    const { facts } = await happened(job, 'directory.not-prepared');
    expect(facts).toMatchObject({
      code: 'Authorization_RequestDenied',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(facts['detail']).toMatch(/UserAuthenticationMethod\.ReadWrite\.All is missing/);
    await line.hands.prove(job);
    const stopped = await line.hands.reached(job.id, 'stopped');
    expect(stopped.stop).toMatchObject({
      code: 'directory-refused',
      detail: expect.stringMatching(/UserAuthenticationMethod/) as string,
    });
    entra.tenant.granted.add('UserAuthenticationMethod.ReadWrite.All');
    await line.hands.place.client.post(`jobs/${job.id}/go-on`);
    await line.hands.reached(job.id, 'activating');
    expect((await line.hands.activate(await line.hands.job(job.id))).state).toBe('packing');
  });

  it('says so when the recipient has five methods, or is not there', async () => {
    entra.tenant.user('sample.00001@contoso.com').otherMethods = 5;
    const { job } = await chosen();
    expect((await happened(job, 'directory.not-prepared')).facts['detail']).toMatch(/5 OATH tokens .* allows five/);
    await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
  });

  it('explains a token with its serial that somebody else holds, and replaces it when an admin says so', async () => {
    const serial = tokens.at(-1)?.serial ?? '';
    const other = entra.tenant.user('other.sample@contoso.com');
    const old = { manufacturer: 'Old', model: 'CSV', period: 30, hashFunction: 'hmacsha1', displayName: null } as const;
    const device = { ...old, id: 'old-one', serialNumber: serial, secret: new Uint8Array(20) };
    const held = { assignedTo: other.id, status: 'activated', lateAnswers: 0, activations: 1 } as const;
    entra.tenant.devices.set(device.id, { ...device, ...held });
    const { job } = await chosen();
    await happened(job, 'directory.not-prepared');
    await line.hands.prove(job);
    const stopped = await line.hands.reached(job.id, 'stopped');
    expect(stopped.stop).toMatchObject({
      code: 'directory-serial-taken',
      detail: expect.stringMatching(/other\.sample@contoso\.com/) as string,
    });
    const { admin, operator } = line.depot.clients;
    const reason = { reason: 'an upload of last year' };
    expect((await operator.problem(operator.post(`jobs/${job.id}/replace-in-directory`, reason))).code).toBe(
      'not-your-role',
    );
    await admin.post(`jobs/${job.id}/replace-in-directory`, reason);
    await line.hands.activate(await line.hands.reached(job.id, 'activating'));
    expect(deviceOf(serial)).toMatchObject([{ status: 'activated', manufacturer: 'Sample Vendor' }]);
  });

  it('takes its token out of Entra again when it is cancelled', async () => {
    const { job, token } = await chosen();
    await happened(job, 'directory.assigned');
    await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'the wrong person' });
    await happened(job, 'directory.released');
    expect(deviceOf(token.serial)).toEqual([]);
  });

  it('has the new seed there once it was burned again', async () => {
    const { hands } = line;
    await line.taken('own-seed');
    const first = await hands.burn(await hands.place.station.bench.takeFresh());
    await happened(first, 'directory.assigned');
    const before = deviceOf(first.serial ?? '')[0]?.id;
    await hands.place.client.post(`jobs/${first.id}/renew`, { reason: 'try again' });
    const second = await hands.burn(first.serial ?? '');
    await hands.recorded(await hands.prove(second));
    const [device, more] = deviceOf(first.serial ?? '');
    expect(more).toBeUndefined();
    expect(device).toMatchObject({ status: 'activated' });
    expect(device?.id).not.toBe(before);
  });
});

describe('the connection', () => {
  const set = (proof: object): Promise<ConnectionView> =>
    line.depot.clients.admin.post('directory/connection', {
      ...{ entraTenant: sampleConnection.tenant, clientId: sampleConnection.clientId },
      ...{ proof, reason: 'the test' },
    });
  afterEach(() => connectDepot(line.depot.clients.admin));

  it.skipIf(leftOut('openssl'))('signs in with a certificate as well, and never answers with the key', async () => {
    const { certificate, privateKey, publicKey, thumbprint } = sampleCertificate();
    entra.tenant.trustCertificate(publicKey, thumbprint);
    const view = await set({ certificate, privateKey });
    expect(view).toMatchObject({ connected: true, credential: 'certificate', emulated: true });
    expect(JSON.stringify(view)).not.toContain(privateKey.slice(40, 80));
    expect(await line.depot.clients.admin.post('directory/connection/test')).toMatchObject({ ok: true });
    const exported = await line.depot.clients.admin.download('audit/export', { reason: 'looking for the key' });
    expect(exported).not.toContain(privateKey.slice(40, 80));
  });

  it('says what is wrong with a secret, in Entra’s code and what to click', async () => {
    const view = await set({ secret: 'not-the-right-one' });
    expect(JSON.stringify(view)).not.toContain('not-the-right-one');
    const { ok, findings } = await line.depot.clients.admin.post<ConnectionTest>('directory/connection/test');
    expect(ok).toBe(false);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.said).toMatch(/AADSTS7000215/);
    expect(findings[0]?.todo?.en).toMatch(/Certificates & secrets/);
  });

  it.skipIf(leftOut('openssl'))('refuses a key that is not the certificate’s', async () => {
    const [{ certificate }, { privateKey }] = [sampleCertificate(), sampleCertificate()];
    const problem = await line.depot.clients.admin.problem(set({ certificate, privateKey }));
    expect(problem).toMatchObject({ code: 'bad-request' });
    expect(problem.detail).toMatch(/not this certificate/);
  });

  it('is on the record without its secret', async () => {
    const { admin } = line.depot.clients;
    const exported = await admin.download('audit/export', { reason: 'looking for the secret' });
    expect(exported).toContain('directory.connected');
    expect(exported).not.toContain(sampleConnection.secret);
  });
});

describe('the connection’s test', () => {
  const test = (): Promise<ConnectionTest> => line.depot.clients.admin.post('directory/connection/test');
  const missing = async (): Promise<string[]> =>
    (await test()).findings.filter(({ ok }) => !ok).map(({ check, todo }) => `${check}: ${todo?.en ?? ''}`);

  it('finds nothing missing where all is there', async () => {
    expect(await test()).toMatchObject({ ok: true });
  });

  it.each([
    ['User.Read.All', 'users'],
    ['Policy.ReadWrite.AuthenticationMethod', 'inventory'],
    ['UserAuthenticationMethod.ReadWrite.All', 'methods'],
    ['RoleManagement.Read.Directory', 'roles'],
    ['Organization.Read.All', 'licence'],
  ] as const)('names %s', async (permission, check) => {
    entra.tenant.granted.delete(permission);
    const [first] = await missing();
    expect(first).toMatch(new RegExp(`^${check}: The permission ${permission.replaceAll('.', '\\.')} is missing`));
  });

  it('names a policy that is off, and a licence that is not there', async () => {
    entra.tenant.policies.hardwareOath = false;
    entra.tenant.policies.softwareOath = false;
    entra.tenant.premium = false;
    const found = await missing();
    entra.tenant.policies.softwareOath = true;
    entra.tenant.premium = true;
    expect(found).toHaveLength(3);
    expect(found[0]).toMatch(/^licence: The tenant has no Entra ID P1 or P2/);
    expect(found[1]).toMatch(/^hardware-policy: .*Hardware OATH tokens → Enable/);
    expect(found[2]).toMatch(/^software-policy: .*software OATH tokens → Enable/);
  });
});
