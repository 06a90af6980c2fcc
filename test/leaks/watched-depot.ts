import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@depot/contracts';
import { BenchClient } from '../depot/bench-client.js';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';
import { Live } from '../depot/live.js';
import { EntraEmulator } from '../entra/emulator.js';
import { programs, startProgram } from '../depot/program.js';
import type { Program } from '../depot/program.js';
import type { Station } from '../depot/throw-away-depot.js';
import { tableOfApi, tableOfBench } from './proxy-tables.js';
import { startRecordingProxy } from './recording-proxy.js';
import type { ProxyTable, RecordingProxy } from './recording-proxy.js';
import type { Sink } from './sinks.js';
import { Sinks } from './sinks.js';
import { watchProcesses } from './watch-processes.js';
import { startWatchedStores } from './watched-stores.js';
import type { WatchedStores } from './watched-stores.js';

export interface StartOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A depot of which everything is kept: what it prints, stores, sends and is sent. */
export interface WatchedDepot {
  readonly sinks: Sinks;
  /** The API, through the proxy. */
  readonly url: string;
  readonly folder: string;
  readonly clients: Readonly<Record<Role, Client>>;
  readonly live: Live;
  readonly station: Station;
  /** Null where the depot has its store in its own folder. */
  readonly stores: WatchedStores | null;
  /** Requests sent by `work` are mistakes: what they hold is kept apart from the rest. */
  mistaken<T>(work: () => Promise<T>): Promise<T>;
  /** A proxy before another server, that keeps what the one before the API or the bench keeps. */
  proxy(upstream: string, as: 'api' | 'bench'): Promise<RecordingProxy>;
  /** Starts one more program in the same surroundings. */
  start(log: Sink, file: string, how: StartOptions): Program;
  /** Ends the programs and keeps all that they leave behind. */
  end(): Promise<void>;
  remove(): Promise<void>;
}

const logs = {
  api: 'log of the API',
  worker: 'log of the worker',
  agent: 'log of the agent',
} as const satisfies Record<string, Sink>;

/** Starts it: on PGlite in one process, or on PostgreSQL and Redis in two. Every program logs at its noisiest. */
export async function startWatchedDepot(store: 'pglite' | 'postgres+redis'): Promise<WatchedDepot> {
  const sinks = new Sinks();
  const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
  const TMPDIR = join(folder, 'tmp');
  await mkdir(TMPDIR);
  const closing: (() => unknown)[] = [
    () => {
      rmSync(folder, { recursive: true, force: true });
    },
  ];
  const remove = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const processes = watchProcesses(sinks);
    closing.push(processes.stop);
    const stores = store === 'pglite' ? null : await startWatchedStores(sinks);
    if (stores !== null) closing.push(stores.stop);

    const running: { program: Program; log: Sink }[] = [];
    const run = (log: Sink, file: string, how: StartOptions): Program => {
      const environment = { TMPDIR, DEPOT_LOG_LEVEL: 'trace', ...how.environment };
      const program = startProgram(file, how.args ?? [], environment);
      running.push({ program, log });
      processes.look();
      return program;
    };
    const end = async (): Promise<void> => {
      await Promise.all(running.map(({ program }) => program.stop()));
      for (const { program, log } of running.splice(0)) sinks.record(log, program.output());
    };
    closing.push(end);

    const keyring = { DEPOT_DATA: join(folder, 'data'), DEPOT_KEYRING: join(folder, 'data', 'keyring.json') };
    const entra = await EntraEmulator.start();
    closing.push(() => entra.stop());
    const shared = { ...keyring, ...stores?.environment, ...entra.environment };
    const roles: Record<string, string> = stores === null ? {} : { DEPOT_ROLES: 'http' };
    const api = run(logs.api, programs.api, {
      environment: { ...shared, ...roles, DEPOT_PORT: String(await freePort()) },
    });
    const { url: direct } = await api.announced<{ type: 'ready'; url: string }>('ready');
    if (stores !== null) {
      const own = { DEPOT_ROLES: 'worker', DEPOT_PORT: String(await freePort()) };
      await run(logs.worker, programs.api, { environment: { ...shared, ...own } }).announced('ready');
    }

    let mistake = false;
    const tables = { api: tableOfApi(sinks, () => mistake), bench: tableOfBench(sinks) };
    const proxy = async (table: ProxyTable, upstream: string): Promise<RecordingProxy> => {
      const started = await startRecordingProxy(upstream, table);
      closing.push(started.close);
      return started;
    };
    const { url } = await proxy(tables.api, direct);
    const clients = Object.fromEntries(
      await Promise.all(
        Role.options.map(async (role) => [role, await new Client(url).signIn(role, passwordOf(role, api))]),
      ),
    ) as Record<Role, Client>;

    const agentFolder = join(folder, 'agent');
    const { code } = await clients.admin.post<{ code: string }>('stations/pairing-codes', { name: 'Station 1' });
    const pair = ['pair', '--url', url, '--name', 'Station 1', '--folder', agentFolder];
    const pairing = run(logs.agent, programs.agent, { args: pair, environment: { DEPOT_PAIRING_CODE: code } });
    if ((await pairing.ended) !== 0) throw new Error(`Pairing failed: ${pairing.output()}`);
    const agent = run(logs.agent, programs.agent, {
      args: ['run', '--url', url, '--folder', agentFolder, '--virtual', '2'],
    });
    const { benchUrl } = await agent.announced<{ type: 'ready'; benchUrl: string }>('ready');
    const bench = new BenchClient((await proxy(tables.bench, benchUrl)).url);

    const lives = await Promise.all(Role.options.map((role) => Live.open(clients[role])));
    const [live] = lives;
    if (live === undefined) throw new Error('Nobody follows the events.');
    const online = await live.until(async () => {
      const stations = await clients.admin.get<{ id: string; online: boolean }[]>('stations');
      return stations.find((each) => each.online) ?? null;
    }, 'the station to come online');

    return {
      ...{ sinks, url, folder, clients, live, stores, remove },
      station: { id: online.id, folder: agentFolder, readers: 2, bench, program: agent },
      mistaken: async (work) => {
        mistake = true;
        try {
          return await work();
        } finally {
          mistake = false;
        }
      },
      proxy: (upstream, as) => proxy(tables[as], upstream),
      start: run,
      end: async () => {
        for (const each of lives) each.close();
        await end();
        processes.stop();
        await stores?.keepFiles();
        const isRecord = (path: string): boolean => path.startsWith('record');
        sinks.recordFolder((path) => (isRecord(path) ? 'database files' : 'data folder'), join(folder, 'data'));
        sinks.recordFolder(
          (path) => (/^virtual-(tokens|moltos)\.json/.test(path) ? 'virtual plastic' : 'agent’s folder'),
          agentFolder,
        );
        sinks.recordFolder(() => 'temporary files', TMPDIR);
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** As the person who started the depot would read it. */
function passwordOf(role: Role, api: Program): string {
  return new RegExp(`^ {2}${role} +(\\S+)$`, 'm').exec(api.output())?.[1] ?? '';
}
