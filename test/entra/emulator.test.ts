import { codeAt, entraParameters, parseEnrolmentQr } from '@depot/totp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntraClient, deviceBody, inventory, sampleSeed } from './entra-client.fixture.js';
import { faultKinds } from './faults.js';

let entra: EntraClient;
let clock = 1_800_000_000;

beforeEach(async () => {
  clock = 1_800_000_000;
  entra = await EntraClient.start({ now: () => clock, speed: 1 });
});
afterEach(() => entra.emulator.stop());

const person = 'users/ada.sample@contoso.com';
const methods = `beta/${person}/authentication/hardwareOathMethods`;
const code = (secondsAgo = 0): string => codeAt(sampleSeed, entraParameters, clock - secondsAgo);

async function userId(): Promise<string> {
  return String((await entra.call('GET', `v1.0/${person}`)).body['id']);
}

describe('the emulator’s token endpoint', () => {
  it('gives a token for the right secret alone, with Entra’s own error codes', async () => {
    const wrong = await entra.token({ client_secret: 'wrong' });
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [7000215] } });
    const nobody = await entra.token({ client_id: 'somebody-else', client_secret: 'wrong' });
    expect(nobody.body).toMatchObject({ error: 'unauthorized_client', error_codes: [700016] });
  });

  it('is asked again once its tokens have expired', async () => {
    clock += 3600;
    expect((await entra.call('GET', inventory)).body).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  });
});

describe('the emulated inventory', () => {
  it('makes a device and never tells its secret', async () => {
    const made = await entra.call('POST', inventory, deviceBody('0070000001'));
    expect(made).toMatchObject({
      status: 201,
      body: { serialNumber: '0070000001', status: 'available', secretKey: null },
    });
    expect(await entra.call('POST', inventory, { ...deviceBody('0070000002'), colour: 'red' })).toMatchObject({
      status: 400,
    });
  });

  it('lists flat one time and nested the next, by filter, page by page', async () => {
    for (const serial of ['A001', 'A002', 'A003']) await entra.device(serial);
    const filter = encodeURIComponent("serialNumber eq 'A002'");
    const looks = [1, 2].map(() => entra.call('GET', `${inventory}?$filter=${filter}`));
    const [one, two] = (await Promise.all(looks)).map(({ body }) => (body['value'] as Record<string, unknown>[])[0]);
    const nested = [one, two].map((each) => 'device' in (each ?? {}));
    expect(nested.sort()).toEqual([false, true]);
    const page = await entra.call('GET', `${inventory}?$top=2`);
    const next = new URL(String(page.body['@odata.nextLink']));
    const rest = await entra.call('GET', `${next.pathname.slice(1)}${next.search}`);
    expect(rest.body['value']).toHaveLength(1);
    expect(rest.body['@odata.nextLink']).toBeUndefined();
  });

  it('takes many at once, and what it refuses leaves the others as they are', async () => {
    const value = ['B001', '', 'B002'].map((serial, at) => ({ '@contentId': String(at), ...deviceBody(serial) }));
    const made = await entra.call('PATCH', inventory, { '@context': '#$delta', value });
    expect(made).toMatchObject({ status: 200, body: { value: [{}, { error: { code: 'badRequest' } }, {}] } });
    expect(entra.emulator.tenant.devices.size).toBe(2);
  });

  it('tells a status late after a create that assigned, while the assignment shows', async () => {
    const made = await entra.call('POST', inventory, { ...deviceBody('C001'), assignTo: { id: await userId() } });
    expect(made.body).toMatchObject({ status: 'available', assignedTo: { id: await userId() } });
    expect((await entra.call('GET', `${inventory}/${String(made.body['id'])}`)).body['status']).toBe('assigned');
  });

  it('says 201 and assigns nothing where the permission for users is missing', async () => {
    const id = await userId();
    entra.emulator.tenant.granted.delete('UserAuthenticationMethod.ReadWrite.All');
    const made = await entra.call('POST', inventory, { ...deviceBody('C002'), assignTo: { id } });
    expect(made).toMatchObject({ status: 201, body: { status: 'available', assignedTo: null } });
    expect(await entra.call('GET', methods)).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    });
  });

  it('removes a device only once it is unassigned', async () => {
    const id = await entra.device('D001', { assignTo: { id: await userId() } });
    expect((await entra.call('DELETE', `${inventory}/${id}`)).status).toBe(400);
    expect((await entra.call('DELETE', `${methods}/${id}`)).status).toBe(204);
    expect((await entra.call('DELETE', `${inventory}/${id}`)).status).toBe(204);
    expect(entra.emulator.tenant.devices.size).toBe(0);
  });

  it('lets a user have five methods, apps counted', async () => {
    entra.emulator.tenant.user('ada.sample@contoso.com').otherMethods = 4;
    const [first, second] = [await entra.device('E001'), await entra.device('E002')];
    expect((await entra.call('POST', methods, { device: { id: first } })).status).toBe(201);
    expect((await entra.call('POST', methods, { device: { id: second } })).status).toBe(400);
    expect((await entra.call('GET', `beta/${person}/authentication/methods`)).body['value']).toHaveLength(6);
  });
});

describe('the emulated activation', () => {
  it.each([
    [0, 204],
    [110, 204],
    [-110, 204],
    [200, 400],
    [-200, 400],
  ])('compares a code that is %i s old with the stored secret: %i', async (age, status) => {
    const id = await entra.device('F001', { assignTo: { id: await userId() } });
    const answer = await entra.call('POST', `${methods}/${id}/activate`, { verificationCode: code(age) });
    expect(answer.status).toBe(status);
    const shown = await entra.call('GET', `${inventory}/${id}`);
    expect(shown.body['status']).toBe(status === 204 ? 'activated' : 'failedActivation');
  });

  it('goes by serial number too, and is refused while the policy has hardware tokens off', async () => {
    await entra.device('F002');
    const body = { device: { serialNumber: 'F002' }, verificationCode: code() };
    entra.emulator.tenant.policies.hardwareOath = false;
    expect((await entra.call('POST', `${methods}/assignAndActivateBySerialNumber`, body)).status).toBe(400);
    entra.emulator.tenant.policies.hardwareOath = true;
    expect((await entra.call('POST', `${methods}/assignAndActivateBySerialNumber`, body)).status).toBe(204);
    expect(entra.emulator.tenant.count('activated')).toBe(1);
  });
});

describe('the emulator’s faults', () => {
  it.each([
    ['throttled', 429, 0],
    ['unavailable', 503, 0],
    ['gateway', 504, 0],
    ['failed-after', 500, 1],
    ['slow', 201, 1],
  ] as const)('%s answers %i with %i devices made', async (kind, status, made) => {
    entra.emulator.faults.failNext(kind);
    const answer = await entra.call('POST', inventory, deviceBody('G001'));
    expect(answer.status).toBe(status);
    expect(entra.emulator.tenant.devices.size).toBe(made);
    if (kind === 'throttled') expect(answer.headers.get('retry-after')).toBe('1');
    if (kind !== 'gateway') expect(answer.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['lost-before', 0],
    ['lost-after', 1],
  ] as const)('%s cuts the connection with %i devices made', async (kind, made) => {
    entra.emulator.faults.failNext(kind);
    await expect(entra.call('POST', inventory, deviceBody('G001'))).rejects.toThrow('fetch failed');
    expect(entra.emulator.tenant.devices.size).toBe(made);
  });

  it('strike as often as its own page says', async () => {
    const form = new URLSearchParams({ share: '100', speed: '1', kind: 'unavailable', on: 'premium' });
    await fetch(entra.emulator.url, { method: 'POST', body: form });
    expect((await entra.call('GET', inventory)).status).toBe(503);
    expect(entra.emulator.tenant.policies.hardwareOath).toBe(false);
    expect(entra.emulator.tenant.granted.size).toBe(0);
    const page = await (await fetch(entra.emulator.url)).text();
    expect(page).toContain('Not Microsoft');
    for (const kind of faultKinds) expect(page).toContain(kind);
  });
});

describe('the emulated limits', () => {
  it('let five method requests through in ten seconds, and say when to come again', async () => {
    entra.emulator.limits.on.add('methods');
    for (let at = 0; at < 5; at += 1) expect((await entra.call('GET', methods)).status).toBe(200);
    clock += 4;
    const sixth = await entra.call('GET', methods);
    expect(sixth.status).toBe(429);
    expect(sixth.headers.get('retry-after')).toBe('6');
    clock += 6.5;
    expect((await entra.call('GET', methods)).status).toBe(200);
  });

  it('let two hundred activations through in five minutes, on a clock that may run faster', async () => {
    entra.emulator.limits.on.add('activations');
    entra.emulator.limits.speed = 30;
    const id = await entra.device('H001', { assignTo: { id: await userId() } });
    const activate = () => entra.call('POST', `${methods}/${id}/activate`, { verificationCode: code() });
    for (let at = 0; at < 200; at += 1) await activate();
    expect((await activate()).status).toBe(429);
    clock += 11;
    expect((await activate()).body).toMatchObject({
      error: { message: expect.stringMatching(/already activated/) as string },
    });
  });
});

describe('the page of a user who enrols', () => {
  const look = async (upn: string, code?: string): Promise<string> => {
    const body = code === undefined ? null : new URLSearchParams({ upn, code });
    const query = new URLSearchParams({ upn }).toString();
    const page = await fetch(`${entra.emulator.url}/security-info?${query}`, { method: body ? 'POST' : 'GET', body });
    return page.text();
  };

  it('shows a QR code as Microsoft makes it, the same one until a code has proved it', async () => {
    const shown = await look('Ada.Sample@contoso.com');
    const [, text = ''] = /<code>(.*)<\/code>/.exec(shown) ?? [];
    const reading = parseEnrolmentQr(text.replaceAll('&amp;', '&'));
    if (reading.kind !== 'enrolment') throw new Error(`It was read as ${reading.kind}.`);
    expect(reading).toMatchObject({ account: 'ada.sample@contoso.com', tenantName: 'Contoso', issuer: 'Microsoft' });
    expect(await look('ada.sample@contoso.com', '000000')).toContain('That code did not work');
    expect(await look('ada.sample@contoso.com')).toContain(text);
    expect(await look('ada.sample@contoso.com', codeAt(reading.secret, entraParameters, clock))).toContain('was added');
    expect(entra.emulator.tenant.user('ada.sample@contoso.com').otherMethods).toBe(1);
    expect(await look('ada.sample@contoso.com')).not.toContain(text);
  });

  it('knows nobody outside of the tenant', async () => {
    expect(await look('ada@example.org')).toContain('does not exist');
  });
});
