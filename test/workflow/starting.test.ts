import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';
import { programs, startProgram } from '../depot/program.js';
import type { Program } from '../depot/program.js';
import { layEmptyRecord } from '../stores/empty-record.js';
import { startRedis } from '../stores/redis.js';

const folders: string[] = [];
const running: Program[] = [];

async function api(environment: Record<string, string>): Promise<Program> {
  const program = startProgram(programs.api, [], { DEPOT_PORT: String(await freePort()), ...environment });
  running.push(program);
  return program;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'starting-'));
  folders.push(made);
  return made;
}

/** A data folder with an empty database in it, for the tests that are not about making one. */
async function readyFolder(): Promise<string> {
  const made = folder();
  await layEmptyRecord(join(made, 'record'));
  return made;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.stop()));
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe('starting the API', () => {
  it('prints one sign-in a role the first time and never again, and ends when it is asked to', async () => {
    const DEPOT_DATA = folder();
    const first = await api({ DEPOT_DATA });
    await first.announced('ready');
    expect(first.output().match(/^ {2}(admin|operator|manager|helpdesk) +\S{20,}$/gm)).toHaveLength(4);
    expect(statSync(join(DEPOT_DATA, 'keyring.json')).mode & 0o777).toBe(0o600);
    expect(await first.stop()).toBe(0);
    const second = await api({ DEPOT_DATA });
    await second.announced('ready');
    expect(second.output()).not.toMatch(/admin/);
  });

  it('as a service writes nothing but its log to standard output, and the first sign-ins into a file of its own', async () => {
    const DEPOT_DATA = await readyFolder();
    const DEPOT_PORT = String(await freePort());
    const { PATH = '' } = process.env;
    const service = spawn(process.execPath, [programs.api], {
      env: { PATH, DEPOT_DATA, DEPOT_PORT, DEPOT_LOG_LEVEL: 'trace' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, rest] = ['', ''];
    service.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    service.stderr.on('data', (chunk: Buffer) => (rest += chunk.toString()));
    try {
      const live = async (): Promise<number> =>
        (await fetch(`http://127.0.0.1:${DEPOT_PORT}/api/health/live`).catch(() => null))?.status ?? 0;
      await expect.poll(live).toBe(200);
      await expect.poll(() => out).toContain('First start');
      const file = join(DEPOT_DATA, 'first-sign-ins.txt');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const passwords = [...readFileSync(file, 'utf8').matchAll(/^ {2}\w+ +(\S{20,})$/gm)].map(([, word = '']) => word);
      expect(passwords).toHaveLength(4);
      await new Client(`http://127.0.0.1:${DEPOT_PORT}`).signIn('admin', passwords[0] ?? '');
      // What was read last may end in the middle of a line.
      const lines = out.slice(0, out.lastIndexOf('\n')).split('\n');
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service: 'depot-api' });
      for (const password of passwords) expect(out + rest).not.toContain(password);
      expect(out).toContain(file);
      expect(rest).toBe('');
    } finally {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
  });

  it('refuses a second process on the same data folder with a sentence', async () => {
    const DEPOT_DATA = await readyFolder();
    const first = await api({ DEPOT_DATA });
    await first.announced('ready');
    const second = await api({ DEPOT_DATA });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(
      /^Another depot \(process \d+\) is using .+ Use that one, stop it first, or set DEPOT_DATA/,
    );
  });

  it('takes over the lock of a process that was killed', async () => {
    const DEPOT_DATA = await readyFolder();
    const first = await api({ DEPOT_DATA });
    await first.announced('ready');
    await first.kill();
    await (await api({ DEPOT_DATA })).announced('ready');
  });

  it.each([
    ['DEPOT_PORT', 'eighty', /DEPOT_PORT must be a port number/],
    ['DATABASE_URL', 'postgres://depot@127.0.0.1:1/none', /DATABASE_URL names a PostgreSQL that cannot be used/],
    ['REDIS_URL', 'redis://127.0.0.1:1', /REDIS_URL names a Redis that does not answer/],
  ])('stops at a bad %s with a sentence that names it', async (name, value, sentence) => {
    const program = await api({ DEPOT_DATA: await readyFolder(), [name]: value });
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(sentence);
    expect(program.output()).not.toMatch(/ at .*\.js:\d+/);
  });

  it('stops at a keyring that is none', async () => {
    const DEPOT_DATA = await readyFolder();
    writeFileSync(join(DEPOT_DATA, 'keyring.json'), '{}', { mode: 0o600 });
    const program = await api({ DEPOT_DATA });
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(/DEPOT_KEYRING: .+ is not a keyring/);
  });

  it.skipIf(leftOut('redis-server'))('refuses a Redis that may evict', async () => {
    const redis = await startRedis('allkeys-lru');
    try {
      const program = await api({ DEPOT_DATA: await readyFolder(), REDIS_URL: redis.url });
      expect(await program.ended).toBe(1);
      expect(program.output()).toMatch(/may evict keys \(maxmemory-policy allkeys-lru\)/);
    } finally {
      await redis.stop();
    }
  });
});
