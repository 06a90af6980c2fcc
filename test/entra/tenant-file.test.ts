import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeAt, entraParameters } from '@depot/totp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntraClient, inventory, sampleSeed } from './entra-client.fixture.js';
import type { EntraEmulator } from './emulator.js';
import { permissions } from './permissions.js';

const folder = mkdtempSync(join(tmpdir(), 'sample-tenant-'));
const file = join(folder, 'entra', 'tenant.json');
const person = 'users/ada.sample@contoso.com';
const running: EntraEmulator[] = [];

async function start(): Promise<EntraClient> {
  const client = await EntraClient.start({ file });
  running.push(client.emulator);
  return client;
}
const end = (): Promise<unknown> => Promise.all(running.splice(0).map((emulator) => emulator.stop()));

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

describe('a sample tenant that is kept', () => {
  it('goes on with its users, its tokens and what is switched off', async () => {
    const before = await start();
    const { id } = (await before.call('GET', `v1.0/${person}`)).body;
    const device = await before.device('0070000001', { assignTo: { id } });
    await before.device('0070000002');
    const off = new URLSearchParams({ share: '0', speed: '1', on: 'hardwareOath' });
    const granted = permissions.filter((each) => each !== 'RoleManagement.Read.Directory');
    for (const each of granted) off.append('permission', each);
    await fetch(before.emulator.url, { method: 'POST', body: off });
    await end();

    const { call, emulator } = await start().then((after) => ({
      call: after.call.bind(after),
      emulator: after.emulator,
    }));
    expect(emulator.tenant.premium).toBe(false);
    expect([...emulator.tenant.granted]).toEqual(granted);
    expect(emulator.tenant.policies).toEqual({ hardwareOath: true, softwareOath: false, temporaryAccessPass: false });
    expect((await call('GET', `v1.0/${person}`)).body['id']).toBe(id);
    const methods = `beta/${person}/authentication/hardwareOathMethods`;
    const verificationCode = codeAt(sampleSeed, entraParameters, Date.now() / 1000);
    expect(await call('POST', `${methods}/${device}/activate`, { verificationCode })).toMatchObject({ status: 204 });
    expect([emulator.tenant.count('activated'), emulator.tenant.count('available')]).toEqual([1, 1]);
    await end();

    const last = await start();
    expect(last.emulator.tenant.device(device).status).toBe('activated');
  });

  it('may be read by its owner alone', async () => {
    const { emulator } = await start();
    emulator.tenant.user('ada.sample@contoso.com');
    await fetch(`${emulator.url}/security-info?upn=ada.sample@contoso.com`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is not begun anew where its file is damaged, and the file is not repeated', async () => {
    const before = await start();
    await before.call('DELETE', `${inventory}/none`);
    await end();
    writeFileSync(file, '{"devices":[{"secret":"GEZDGNBVGY3TQOJQ');
    const refused = start();
    await expect(refused).rejects.toThrow(`The sample tenant in ${file} is damaged. Remove the file to get a new one.`);
    await expect(refused).rejects.not.toThrow('GEZD');
  });
});
