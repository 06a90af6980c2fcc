import { execFileSync, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../config/config.js';
import { KeyringInFile } from '../../keyring.js';
import type { KeySource } from '../key-source.js';
import { openKeySource } from '../open-key-source.js';

const isLeftOut = (process.env['DEPOT_TESTS_WITHOUT'] ?? '').split(',').includes('softhsm2');
const module = '/usr/lib/softhsm/libsofthsm2.so';
const now = new Date('2026-11-30T08:00:00Z');

describe.skipIf(isLeftOut)('a keyring behind a PKCS #11 token', () => {
  let folder: string;
  let source: KeySource;
  const settings = (): Record<string, string> => ({
    DEPOT_KEY_SOURCE: 'pkcs11',
    DEPOT_PKCS11_MODULE: module,
    DEPOT_PKCS11_TOKEN: 'depot',
    DEPOT_PKCS11_PIN_FILE: join(folder, 'pin'),
  });
  const opened = async (): Promise<KeySource> => {
    const given = await openKeySource(readConfig(settings()).keySource);
    if (given === null) throw new Error('No source.');
    return given;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'softhsm-'));
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      join(folder, 'softhsm2.conf'),
      `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`,
    );
    writeFileSync(join(folder, 'pin'), '8641-2975\n', { mode: 0o600 });
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
    const pins = ['--so-pin', '0000-1111', '--pin', '8641-2975'];
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'depot', ...pins], { stdio: 'ignore' });
    source = await opened();
  });
  afterAll(() => {
    source.close();
    rmSync(folder, { recursive: true });
  });

  it('lies in the file sealed, and opens with the token alone', () => {
    const file = join(folder, 'one.json');
    const ring = KeyringInFile.open(file, source);
    const key = ring.keyForSealing('2026-W48');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(Buffer.from(key).toString('base64'));
    expect(text).not.toContain(Buffer.from(ring.fingerprintKey()).toString('base64'));
    expect(() => KeyringInFile.open(file)).toThrow(/Set DEPOT_KEY_SOURCE=pkcs11/);
    expect(KeyringInFile.open(file, source).keyForOpening('2026-W48')).toEqual(key);
  });

  it('opens for another replica with a session of its own', async () => {
    const file = join(folder, 'shared.json');
    const key = KeyringInFile.open(file, source).keyForSealing('2026-W48');
    const child = `
      import { readConfig } from ${JSON.stringify(new URL('../../../../../dist/platform/config/config.js', import.meta.url).href)};
      import { openKeySource } from ${JSON.stringify(new URL('../../../../../dist/platform/vault/key-source/open-key-source.js', import.meta.url).href)};
      import { KeyringInFile } from ${JSON.stringify(new URL('../../../../../dist/platform/vault/keyring.js', import.meta.url).href)};
      const source = await openKeySource(readConfig(process.env).keySource);
      process.send(Buffer.from(KeyringInFile.open(${JSON.stringify(file)}, source).keyForOpening('2026-W48')).toString('hex'));
      source.close();`;
    const script = join(folder, 'replica.mjs');
    writeFileSync(script, child);
    const replica = fork(script, { env: { ...process.env, ...settings() }, execArgv: [] });
    const read = await new Promise((resolve) => {
      replica.once('message', resolve);
      replica.once('exit', () => {
        resolve(null);
      });
    });
    expect(read).toBe(Buffer.from(key).toString('hex'));
  });

  it('is worth nothing once it was sealed anew: the key that an old copy needs is destroyed in the token', () => {
    const file = join(folder, 'two.json');
    const ring = KeyringInFile.open(file, source);
    const key = ring.keyForSealing('2026-W48');
    const copy = join(folder, 'copy.json');
    writeFileSync(copy, readFileSync(file), { mode: 0o600 });
    ring.rotate(now);
    expect(KeyringInFile.open(copy, source).keyForOpening('2026-W48')).toEqual(key);
    const gone = ring.retire();
    expect(gone).toHaveLength(2);
    expect(() => KeyringInFile.open(copy, source)).toThrow(/has no key [0-9a-f]{16}, which the keyring is sealed with/);
    expect(KeyringInFile.open(file, source).keysForOpening('2026-W48')).toHaveLength(1);
  });

  it('has a key that the token gives to nobody', async () => {
    const { default: words } = await import('pkcs11js');
    const library = new words.PKCS11();
    library.load(module);
    const [slot] = library.C_GetSlotList(true);
    if (slot === undefined) throw new Error('No slot.');
    const session = library.C_OpenSession(slot, words.CKF_SERIAL_SESSION);
    library.C_FindObjectsInit(session, [{ type: words.CKA_LABEL, value: 'token-depot keyring' }]);
    const key = library.C_FindObjects(session);
    library.C_FindObjectsFinal(session);
    if (key === null) throw new Error('No key.');
    const read = (type: number): unknown => library.C_GetAttributeValue(session, key, [{ type }])[0]?.value;
    expect(read(words.CKA_EXTRACTABLE)).toEqual(Buffer.from([0]));
    expect(read(words.CKA_SENSITIVE)).toEqual(Buffer.from([1]));
    expect(() => read(words.CKA_VALUE)).toThrow(/CKR_ATTRIBUTE_SENSITIVE/);
    library.C_CloseSession(session);
  });

  it('goes on after the token dropped its sessions', async () => {
    const file = join(folder, 'dropped.json');
    const ring = KeyringInFile.open(file, source);
    const { default: words } = await import('pkcs11js');
    const library = new words.PKCS11();
    library.load(module);
    const [slot] = library.C_GetSlotList(true);
    if (slot === undefined) throw new Error('No slot.');
    library.C_CloseAllSessions(slot);
    const key = ring.keyForSealing('2026-W50');
    expect(KeyringInFile.open(file, source).keyForOpening('2026-W50')).toEqual(key);
  });

  it('is asked once however many windows it has, and holds up nobody while it is', async () => {
    const file = join(folder, 'many.json');
    const ring = KeyringInFile.open(file, source);
    for (let week = 1; week <= 60; week += 1) ring.keyForSealing(`2025-W${String(week)}`);
    const asked = vi.spyOn(source, 'open');
    // Of the processor's time alone: what else runs on the machine is not the token's doing.
    const { user, system } = process.cpuUsage();
    for (let round = 0; round < 10; round += 1) KeyringInFile.open(file, source);
    const used = process.cpuUsage({ user, system });
    expect(asked).toHaveBeenCalledTimes(10);
    asked.mockRestore();
    expect((used.user + used.system) / 10 / 1000).toBeLessThan(50);
  });

  it('says which setting to look at when PIN or token are other ones', async () => {
    const given = { ...settings(), DEPOT_PKCS11_TOKEN: 'other' };
    await expect(openKeySource(readConfig(given).keySource)).rejects.toThrow(
      /no token with the label other.+DEPOT_PKCS11_TOKEN/,
    );
    expect(readdirSync(folder)).toContain('pin');
    expect(() => readConfig({ DEPOT_KEY_SOURCE: 'pkcs11' })).toThrow(/needs DEPOT_PKCS11_MODULE/);
  });
});
