import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BatchView, StationView } from '@depot/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';

const script = fileURLToPath(new URL('../../infra/scripts/start.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'npm-start-'));
const running = new Set<ChildProcess>();

interface Started {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  /** Resolves when the final lines with both addresses are there. */
  readonly ready: Promise<void>;
  interrupt(): Promise<number>;
}

function start(environment: Record<string, string>, ...args: string[]): Started {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...environment } });
  running.add(child);
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (/Virtual tokens\s+http/.test(printed)) resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    void ended.then((code) => {
      running.delete(child);
      reject(new Error(`It ended with ${String(code)}: ${printed}`));
    });
  });
  ready.catch(() => undefined);
  return {
    output: () => printed,
    ended,
    ready,
    interrupt: async () => {
      const at = Date.now();
      child.kill('SIGINT');
      await ended;
      return Date.now() - at;
    },
  };
}

const emulatorOf = (started: Started): string =>
  /Entra emulator\s+(http\S+) {2}\(not Microsoft\)/.exec(started.output())?.[1] ?? '';

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('brings up the whole depot, refuses a second one, ends at Ctrl-C and goes on where it stood', async () => {
    const environment = { DEPOT_DATA: join(folder, 'data'), DEPOT_PORT: String(await freePort()) };
    const url = `http://127.0.0.1:${environment.DEPOT_PORT}`;
    const first = start(environment);
    await first.ready;
    expect(first.output()).toMatch(new RegExp(`Token Depot\\s+${url}`));
    const emulator = emulatorOf(first);
    expect(await (await fetch(emulator)).text()).toContain('<h1>Entra emulator</h1>');
    // Its users and tokens are kept as this is: where the tenant has no Premium.
    await fetch(emulator, { method: 'POST', body: new URLSearchParams({ share: '0', speed: '1' }) });
    const password = /^ {2}admin +(\S+)$/m.exec(first.output())?.[1] ?? '';
    const admin = await new Client(url).signIn('admin', password);
    const [batch] = await admin.get<BatchView[]>('batches');
    expect(batch).toMatchObject({ sample: true, total: 12, counts: { waiting: 12 } });
    const page = await (await fetch(url)).text();
    expect(page).toContain('<title>Token Depot</title>');
    // The agent says that it is ready before its socket is there.
    const station = async () => (await admin.get<StationView[]>('stations'))[0];
    await expect.poll(station).toMatchObject({ online: true, name: 'Local station' });
    await expect.poll(async () => (await station())?.readers.length).toBe(2);
    await admin.post(`stations/${(await station())?.id ?? ''}/next`, {});

    const second = start({ ...environment, DEPOT_PORT: String(await freePort()) });
    expect(await second.ended).not.toBe(0);
    expect(second.output()).toMatch(/Another depot \(process \d+\) is using /);

    expect(await first.interrupt()).toBeLessThan(15_000);
    expect(await first.ended).toBe(0);

    const third = start(environment);
    await third.ready;
    expect(third.output()).not.toMatch(/First start/);
    const again = await new Client(url).signIn('admin', password);
    expect((await again.get<BatchView[]>('batches'))[0]?.counts).toEqual({ waiting: 11, burning: 1 });
    expect(await (await fetch(emulatorOf(third))).text()).toMatch(/name="on" value="premium">/);
    expect(await third.interrupt()).toBeLessThan(15_000);
  });

  it('starts empty with --no-sample', async () => {
    const environment = { DEPOT_DATA: join(folder, 'empty'), DEPOT_PORT: String(await freePort()) };
    const started = start(environment, '--no-sample');
    await started.ready;
    const password = /^ {2}manager +(\S+)$/m.exec(started.output())?.[1] ?? '';
    const manager = await new Client(`http://127.0.0.1:${environment.DEPOT_PORT}`).signIn('manager', password);
    expect(await manager.get<BatchView[]>('batches')).toEqual([]);
    await started.interrupt();
  });

  it('pairs a station anew where the record is there and its keys are not, as after restoring into a new folder', async () => {
    const environment = { DEPOT_DATA: join(folder, 'restored'), DEPOT_PORT: String(await freePort()) };
    const first = start(environment, '--no-sample');
    await first.ready;
    const password = /^ {2}admin +(\S+)$/m.exec(first.output())?.[1] ?? '';
    await first.interrupt();
    rmSync(join(folder, 'restored', 'agent'), { recursive: true });
    const again = start(environment, '--no-sample');
    await again.ready;
    const admin = await new Client(`http://127.0.0.1:${environment.DEPOT_PORT}`).signIn('admin', password);
    const stations = async () =>
      (await admin.get<StationView[]>('stations')).map(({ name, online }) => ({ name, online }));
    await expect.poll(stations).toEqual([
      { name: 'Local station', online: false },
      { name: 'Local station 2', online: true },
    ]);
    await again.interrupt();
  });
});
