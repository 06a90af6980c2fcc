import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { StationView } from '@depot/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { agentOfVersion } from '../depot/older-agent.js';
import type { Station } from '../depot/throw-away-depot.js';
import { useLine } from './line.fixture.js';

const run = promisify(execFile);
const line = useLine({ stations: [] });
const version = '0.1.0';

/** A kiosk's PC: no repository, nothing installed. */
const pc = mkdtempSync(join(tmpdir(), 'kiosk-pc-'));
const [prefix, empty, folder] = [join(pc, 'prefix'), mkdtempSync(join(pc, 'empty-')), join(pc, 'state')];
const agent = join(prefix, 'bin', 'token-depot-agent');
let station: Station | null = null;

const stations = (): Promise<StationView[]> => line.depot.clients.admin.get<StationView[]>('stations');
const address = (): string => `${line.depot.url}/agent.tgz`;

async function online(): Promise<StationView> {
  await expect.poll(async () => (await stations())[0]?.online).toBe(true);
  const [view] = await stations();
  if (view === undefined) throw new Error('There is no station.');
  return view;
}

beforeAll(async () => {
  const args = ['install', '-g', '--prefix', prefix, '--no-audit', '--no-fund', '--loglevel=error', address()];
  // What compiles takes Node's headers from beside Node, or does without: nothing is asked for but the registry.
  const env = { ...process.env, npm_config_nodedir: dirname(dirname(process.execPath)) };
  await run('npm', args, { cwd: empty, env });
}, 180_000);
afterAll(async () => {
  await station?.program.stop();
  rmSync(pc, { recursive: true, force: true });
});

describe('the agent that a depot hands out', () => {
  it('is a package whose bytes stay the same, and which is not sent twice', async () => {
    const [first, second] = [await fetch(address()), await fetch(address())];
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(bytes.equals(Buffer.from(await second.arrayBuffer()))).toBe(true);
    expect(first.headers.get('content-type')).toBe('application/gzip');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    for (const [known, status] of [
      [tag, 304],
      [`"other", W/${tag}`, 304],
      ['"other"', 200],
    ] as const) {
      const answer = await fetch(address(), { headers: { 'if-none-match': known } });
      expect([answer.status, answer.headers.get('etag')]).toEqual([status, tag]);
    }
  });

  it('installs from its address into an empty place, with what it needs and nothing of the repository', () => {
    const root = join(prefix, 'lib', 'node_modules', 'token-depot-agent');
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
      dependencies: Record<string, string>;
    };
    expect(manifest.version).toBe(version);
    for (const wanted of Object.values(manifest.dependencies)) expect(wanted).toMatch(/^\d+\.\d+\.\d+$/);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.includes('node_modules') || name.includes('@depot'),
    );
    expect(files.filter((name) => /\.(test|fixture)\.|\.map$|\.ts$/.test(name))).toEqual([]);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('says that it works here, before it is paired', async () => {
    const { stdout } = await run(agent, ['self-test', '--virtual', '1', '--folder', folder], { cwd: empty });
    expect(stdout).toMatch(/^ok +Its code is the one computed from the seed$/m);
    expect(stdout).toMatch(/^note +No identity in .*Pair this agent first/m);
    expect(stdout).not.toMatch(/FAILED/);
  });

  it.skipIf(leftOut('libpcsclite1'))('brought what reaches real readers', async () => {
    const { stdout } = await run(agent, ['readers', '--binding', 'pcsc-mini', '--folder', folder], { cwd: empty });
    expect(stdout).toMatch(/^Readers are reached by: pcsc-mini$/m);
  });

  it('is paired, and serves a job from a drawn seed to its arrival', async () => {
    const { code } = await line.depot.clients.admin.post<{ code: string }>('stations/pairing-codes', { name: 'Kiosk' });
    const pairing = ['pair', '--url', line.depot.url, '--code', code, '--folder', folder];
    const { stderr } = await run(agent, pairing, { cwd: empty });
    expect(stderr).toMatch(/^Paired with .* as “Kiosk”\.$/m);
    const id = (await stations())[0]?.id ?? '';
    station = await line.depot.startAgent({ id, folder, readers: 1, file: agent });
    expect(await online()).toMatchObject({ version, versionDiffers: false });

    const { stdout } = await run(agent, ['self-test', '--virtual', '1', '--folder', folder], { cwd: empty });
    expect(stdout).toMatch(/^ok +Paired with .* as “Kiosk”$/m);
    expect(stdout).toMatch(/^ok +This machine’s clock is the same as the depot’s$/m);

    await line.batch('own-seed');
    const hands = line.handsAt(0, station);
    const job = await hands.take();
    expect(await hands.serve(job, [])).toMatchObject({ state: 'arrived', seed: 'destroyed' });
  });

  it('is told apart from one of another version', async () => {
    await station?.program.stop();
    await expect.poll(async () => (await stations())[0]?.online).toBe(false);
    const id = (await stations())[0]?.id ?? '';
    const file = agentOfVersion('0.0.9', mkdtempSync(join(pc, 'older-')));
    station = await line.depot.startAgent({ id, folder, readers: 1, file });
    expect(await online()).toMatchObject({ version: '0.0.9', versionDiffers: true });
  });
});
