import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyRotationView, TokenView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClassicTokens, vendorFile } from '../demo/seed-file.js';
import { ApiProcess } from '../depot/api-process.js';
import { Client } from '../depot/client.js';
import { Hands } from '../depot/hands.js';
import { leftOut } from '../depot/left-out.js';
import { Live } from '../depot/live.js';
import { takeSeedFile } from '../depot/seed-files.js';
import { startPostgres } from '../stores/postgres.js';
import type { RestartableStore } from '../stores/restartable-store.js';
import { depotCommand, rowsOf, signInOf } from './audit.fixture.js';
import { useLine } from './line.fixture.js';
import { storeOfThisRun } from './store-of-this-run.js';

const line = useLine();
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const tokens = makeClassicTokens(40, random);
const passPhrase = { DEPOT_BACKUP_PASS_PHRASE: 'correct horse battery staple' };
const serialAt = (at: number): string => tokens[at]?.serial ?? '';

async function serveOne(at: number): Promise<void> {
  const { hands } = line;
  await line.batch('import');
  const job = await hands.take();
  expect(await hands.serve(job, [serialAt(at)])).toMatchObject({ state: 'arrived', seed: 'destroyed' });
}

const seedIn = async (client: Client, at: number): Promise<TokenView['seed']> =>
  (await client.get<TokenView>(`tokens/${serialAt(at)}`)).seed;

/** With a server the command goes to the database itself; embedded, through the depot that runs. */
const stores = (): Readonly<Record<string, string>> => (storeOfThisRun === 'pglite' ? {} : line.depot.environment);

describe('the vault of a depot at work', () => {
  let folder: string;
  let here: Record<string, string>;
  let elsewhere: RestartableStore | null = null;
  const file = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vault-'));
    const { depot } = line;
    here = {
      DEPOT_PORT: new URL(depot.url).port,
      DEPOT_DATA: join(depot.folder, 'data'),
      DEPOT_KEYRING: join(depot.folder, 'data', 'keyring.json'),
      ...signInOf(depot, 'admin'),
      ...passPhrase,
    };
    for (const token of tokens) await depot.stations[0]?.bench.addClassic(token);
    await takeSeedFile(depot.clients.admin, vendorFile(tokens));
  });
  afterAll(async () => {
    await elsewhere?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its keys replaced while tokens are made, on every replica', async () => {
    const before = readFileSync(here['DEPOT_KEYRING'] ?? '', 'utf8');
    const rotating = depotCommand(['vault', 'rotate', '--reason', 'yearly', '--url', line.depot.url], here);
    await serveOne(0);
    const { code, output } = await rotating;
    expect(output).toMatch(/New keys are in force\. \d+ old ones go/);
    expect(output).toMatch(/destroys them by itself after/);
    expect(code).toBe(0);
    const view = await line.depot.clients.admin.get<KeyRotationView>('vault/rotation');
    expect(view.state).toBe('retiring');
    for (const key of Object.values(keysIn(here['DEPOT_KEYRING'] ?? ''))) expect(before).not.toContain(key);
    await serveOne(1);
  });

  it('goes on record as who, how many and which keys, and no key', async () => {
    const exported = await depotCommand(['audit', 'export', file('record.jsonl'), '--url', line.depot.url], here);
    expect(exported.code).toBe(0);
    const kinds = rowsOf(file('record.jsonl')).map(({ event }) => event.kind);
    expect(kinds).toEqual(expect.arrayContaining(['vault.rotation-asked', 'vault.keys-made', 'vault.rewrapped']));
    const text = readFileSync(file('record.jsonl'), 'utf8');
    for (const key of Object.values(keysIn(here['DEPOT_KEYRING'] ?? ''))) expect(text).not.toContain(key);
  });

  it('is backed up encrypted, without its keyring, by an admin alone', async () => {
    const made = await depotCommand(['backup', file('record.pgp'), '--reason', 'nightly'], { ...here, ...stores() });
    expect(made.output).toMatch(/without its keys/);
    expect(made.code).toBe(0);
    expect(statSync(file('record.pgp')).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(file('record.pgp'));
    expect(bytes.includes('contoso')).toBe(false);
    const keys = await depotCommand(['backup', '--keyring', file('keyring.pgp')], here);
    expect(keys.code).toBe(0);
    expect(
      (await depotCommand(['backup', file('both.pgp'), '--keyring', file('k2.pgp'), '--reason', 'x'], here)).output,
    ).toMatch(/one at a time/);
    const { manager } = line.depot.clients;
    expect((await manager.problem(manager.post('backup', { reason: 'nosy', passPhrase: 'a'.repeat(20) }))).code).toBe(
      'not-your-role',
    );
  });

  it.skipIf(leftOut('gnupg'))('is opened by GnuPG as well', () => {
    const args = [
      '--batch',
      '--quiet',
      '--pinentry-mode',
      'loopback',
      '--passphrase-fd',
      '0',
      '-d',
      file('record.pgp'),
    ];
    const packed = execFileSync('gpg', args, {
      input: passPhrase.DEPOT_BACKUP_PASS_PHRASE,
      env: { ...process.env, GNUPGHOME: mkdtempSync(join(folder, 'gpg-')) },
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const text = execFileSync('gunzip', { input: packed, maxBuffer: 1 << 28 }).toString();
    expect(text).toMatch(/^\{"format":"token-depot-backup"/);
  });

  it('is refused when it was cut off, changed, or opened by another pass phrase, and then nothing is touched', async () => {
    const target = { DEPOT_DATA: file('untouched'), ...passPhrase };
    copyFileSync(file('record.pgp'), file('cut.pgp'));
    truncateSync(file('cut.pgp'), statSync(file('cut.pgp')).size - 30);
    const changed = readFileSync(file('record.pgp'));
    const middle = Math.floor(changed.length / 2);
    changed[middle] = (changed[middle] ?? 0) ^ 1;
    writeFileSync(file('changed.pgp'), changed);
    for (const [name, more] of [
      ['cut.pgp', {}],
      ['changed.pgp', {}],
      ['record.pgp', { DEPOT_BACKUP_PASS_PHRASE: 'another pass phrase' }],
    ] as const) {
      const refused = await depotCommand(['restore', file(name), '--without-destructions'], { ...target, ...more });
      expect(refused.output).toContain(`${file(name)} is refused`);
      expect(refused.code).toBe(2);
    }
    expect(existsSync(join(file('untouched'), 'record'))).toBe(false);
  });

  it('is never restored over a depot, nor without a word on what was destroyed', async () => {
    const silent = await depotCommand(['restore', file('record.pgp')], { DEPOT_DATA: file('silent'), ...passPhrase });
    expect(silent.output).toMatch(/list of destructions/);
    if (storeOfThisRun === 'pglite') return;
    const over = await depotCommand(['restore', file('record.pgp'), '--without-destructions'], {
      ...here,
      ...stores(),
    });
    expect(over.output).toMatch(/There is a record in that place already/);
    expect(over.code).toBe(2);
  });

  it('is restored on another store: what was destroyed since stays destroyed, everything else opens, the line goes on', async () => {
    const { depot } = line;
    expect(await seedIn(depot.clients.admin, 2)).toBe('kept');
    // After the backup.
    await serveOne(2);
    const list = join(depot.folder, 'data', 'destructions.txt');
    await expect.poll(() => seedsIn(list)).toBe(3);
    expect(readFileSync(list, 'utf8')).not.toMatch(/@|contoso|Sample/);
    copyFileSync(list, file('destructions.txt'));
    const ports = depot.processes.map(({ port }) => port);
    await Promise.all(depot.processes.map((each) => each.stop()));

    const control = await depotCommand(['restore', file('record.pgp'), '--without-destructions'], {
      DEPOT_DATA: file('control'),
      ...passPhrase,
    });
    expect(control.output).toMatch(/Destroyed again: 0 seeds/);
    elsewhere = storeOfThisRun === 'pglite' && !leftOut('postgresql') ? await startPostgres() : null;
    const store = elsewhere === null ? {} : { DATABASE_URL: elsewhere.url };
    const place = { DEPOT_DATA: file('new'), ...store, ...passPhrase };
    const keys = await depotCommand(['restore', '--keyring', file('keyring.pgp')], place);
    expect(keys.code).toBe(0);
    const restored = await depotCommand(
      ['restore', file('record.pgp'), '--destructions', file('destructions.txt')],
      place,
    );
    expect(restored.output).toMatch(/Destroyed again: 1 seeds/);
    expect(restored.output).toMatch(/^Whole: the restored record$/m);
    expect(restored.code).toBe(0);

    const again = await ApiProcess.start(ports[0] ?? 0, 'http,worker', {
      ...place,
      ENTRA_AUTHORITY: 'http://127.0.0.1:9',
      GRAPH_URL: 'http://127.0.0.1:9',
    });
    let live: Live | null = null;
    try {
      const sign = async (role: string): Promise<Client> =>
        new Client(again.url).signIn(role, signInOf(depot, role)['DEPOT_ADMIN_PASSWORD'] ?? '');
      const admin = await sign('admin');
      expect(await seedIn(admin, 2)).toBe('destroyed');
      expect(await seedIn(admin, 3)).toBe('kept');
      const operator = await sign('operator');
      const manager = await sign('manager');
      live = await Live.open(operator);
      const station = depot.stations[0];
      if (station === undefined) throw new Error('No station.');
      const hands = new Hands({ client: operator, live, station, reader: 0 }, { pages: new Map(), random });
      const csv = 'upn,display name,street,city,country\nafter@contoso.com,After All,1 Street,Sampletown,FR';
      await manager.post('batches', { name: 'After', route: 'import', csv });
      const next = await hands.take();
      expect(await hands.serve(next, [serialAt(3)])).toMatchObject({ state: 'arrived', seed: 'destroyed' });
      const verified = await depotCommand(['audit', 'verify', '--url', again.url], { ...here, ...place });
      expect(verified.output).toMatch(/^Whole/);
      await expect.poll(() => seedsIn(join(file('new'), 'destructions.txt'))).toBe(4);
    } finally {
      live?.close();
      await again.stop();
    }
  }, 400_000);
});

function keysIn(file: string): Record<string, string> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { windows: Record<string, string> }).windows;
}

/** How many seeds a list of destructions names. */
function seedsIn(list: string): number {
  if (!existsSync(list)) return 0;
  return new Set([...readFileSync(list, 'utf8').matchAll(/ seed (\S+)$/gm)].map(([, id]) => id)).size;
}
