import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@depot/contracts';
import { ApiProcess } from './api-process.js';
import { BenchClient } from './bench-client.js';
import { Client } from './client.js';
import { layEmptyRecord } from '../stores/empty-record.js';
import { freePort } from './free-port.js';
import { Gate } from './gate.js';
import { programs, startProgram } from './program.js';
import type { Program } from './program.js';

/** Readers that are not the agent's own virtual ones: PC/SC's, and somewhere hands to lay tokens on them. */
export interface OutsideReaders {
  readonly count: number;
  readonly benchUrl: string;
  /** For the agent's process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** One station: its agent's process and the drawer of its virtual tokens. */
export interface Station {
  readonly id: string;
  readonly folder: string;
  readonly bench: BenchClient;
  readonly readers: number;
  readonly outside?: OutsideReaders;
  readonly program: Program;
}

export interface StationToStart {
  readonly id: string;
  readonly folder: string;
  readonly readers: number;
  readonly outside?: OutsideReaders;
  readonly file?: string;
}

export interface DepotOptions {
  /** DATABASE_URL, REDIS_URL and the like. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The file of the only authority that agents are told to trust. */
  readonly ca?: string;
  /** Readers of each station. */
  readonly stations?: readonly number[];
  /** The roles of each API process; one that plays both by default. The first serves http. */
  readonly processes?: readonly string[];
  /** Where the first of them listens, if that must be known before; a free port otherwise. */
  readonly port?: number;
  /** People and stations come in through gates, which find a replica that answers and can be cut. */
  readonly gated?: boolean;
  /** Milliseconds a virtual token takes for each APDU; as long as a real one where it is left out. */
  readonly latencyMs?: number;
}

/** The doors of a gated depot: people prefer the last replica that serves http, stations the first. */
export interface Gates {
  readonly people: Gate;
  readonly stations: Gate;
}

/** Where no Entra was given none is asked: a test does not leave the machine. */
const nobody = { ENTRA_AUTHORITY: 'http://127.0.0.1:9', GRAPH_URL: 'http://127.0.0.1:9' };

/** A depot of its own on free ports and a folder of its own, with one client for each role. */
export class ThrowAwayDepot {
  readonly folder: string;
  readonly processes: readonly ApiProcess[];
  readonly gates: Gates | null;
  readonly clients: Readonly<Record<Role, Client>>;
  readonly stations: Station[] = [];
  readonly #latencyMs: number | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #ca: string | undefined;

  private constructor(
    folder: string,
    started: {
      processes: ApiProcess[];
      gates: Gates | null;
      clients: Record<Role, Client>;
      latencyMs: number | undefined;
      environment: Readonly<Record<string, string>>;
      ca: string | undefined;
    },
  ) {
    this.folder = folder;
    this.processes = started.processes;
    this.gates = started.gates;
    this.clients = started.clients;
    this.#latencyMs = started.latencyMs;
    this.#environment = started.environment;
    this.#ca = started.ca;
  }

  static async start(options: DepotOptions = {}): Promise<ThrowAwayDepot> {
    const folder = await mkdtemp(join(tmpdir(), 'token-depot-'));
    const processes: ApiProcess[] = [];
    let gates: Gates | null = null;
    try {
      if (options.environment?.['DATABASE_URL'] === undefined) await layEmptyRecord(join(folder, 'data', 'record'));
      for (const [at, roles] of (options.processes ?? ['http,worker']).entries()) {
        const settings = {
          DEPOT_DATA: join(folder, at === 0 ? 'data' : `data-${String(at + 1)}`),
          DEPOT_KEYRING: join(folder, 'data', 'keyring.json'),
          ...nobody,
          ...options.environment,
        };
        const port = at === 0 ? options.port : undefined;
        processes.push(await ApiProcess.start(port ?? (await freePort()), roles, settings));
      }
      gates = options.gated === true ? await openGates(processes) : null;
      const first = firstOf(processes);
      const clients = await signInAll(gates?.people.url ?? first.url, first.program.output());
      const { latencyMs, environment = {}, ca } = options;
      const depot = new ThrowAwayDepot(folder, { processes, gates, clients, latencyMs, environment, ca });
      for (const readers of options.stations ?? []) await depot.addStation(readers);
      return depot;
    } catch (error) {
      await Promise.all([gates?.people.close(), gates?.stations.close()]);
      await Promise.all(processes.map((each) => each.stop()));
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Where people find the depot. */
  get url(): string {
    return this.gates?.people.url ?? firstOf(this.processes).url;
  }

  /** What every API process was given: DATABASE_URL and the like. */
  get environment(): Readonly<Record<string, string>> {
    return this.#environment;
  }

  /** The first API process. */
  get api(): Program {
    return firstOf(this.processes).program;
  }

  async addStation(has: number | OutsideReaders): Promise<Station> {
    const name = `Station ${String(this.stations.length + 1)}`;
    const { code } = await this.clients.admin.post<{ code: string }>('stations/pairing-codes', { name });
    const folder = join(this.folder, `agent-${String(this.stations.length + 1)}`);
    const trust = this.#ca === undefined ? [] : ['--ca', this.#ca];
    const args = ['pair', '--url', this.#door, '--name', name, '--folder', folder, ...trust];
    const pairing = startProgram(programs.agent, args, {
      DEPOT_PAIRING_CODE: code,
    });
    if ((await pairing.ended) !== 0) throw new Error(`Pairing failed: ${pairing.output()}`);
    const stations = await this.clients.admin.get<{ id: string; name: string }[]>('stations');
    const id = stations.find((station) => station.name === name)?.id;
    if (id === undefined) throw new Error('The station is paired but not listed.');
    const readers = typeof has === 'number' ? { readers: has } : { readers: has.count, outside: has };
    const station = await this.startAgent({ id, folder, ...readers });
    await this.#online(id);
    this.stations.push(station);
    return station;
  }

  /** Starts a paired station's agent, or another `file` as it; its socket may still be on its way when this resolves. */
  async startAgent({ file = programs.agent, ...of }: StationToStart): Promise<Station> {
    const latency = this.#latencyMs === undefined ? [] : ['--virtual-latency', String(this.#latencyMs)];
    const virtual = of.outside === undefined ? ['--virtual', String(of.readers), ...latency] : [];
    const args = ['run', '--url', this.#door, '--folder', of.folder, ...virtual];
    const { DEPOT_LOG_LEVEL } = this.#environment;
    const settings = { ...of.outside?.environment, ...(DEPOT_LOG_LEVEL === undefined ? {} : { DEPOT_LOG_LEVEL }) };
    const program = startProgram(file, args, settings);
    const { benchUrl } = await program.announced<{ type: 'ready'; benchUrl: string | null }>('ready');
    return { ...of, bench: new BenchClient(of.outside?.benchUrl ?? benchUrl ?? ''), program };
  }

  /** Starts the first API process again on the same folder and port. */
  async restartApi(): Promise<void> {
    await firstOf(this.processes).restart();
  }

  async stop(): Promise<void> {
    await Promise.all(this.stations.map((station) => station.program.stop()));
    await Promise.all([this.gates?.people.close(), this.gates?.stations.close()]);
    await Promise.all(this.processes.map((each) => each.stop()));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Where agents dial. */
  get #door(): string {
    return this.gates?.stations.url ?? this.url;
  }

  async #online(id: string): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      const stations = await this.clients.admin.get<{ id: string; online: boolean }[]>('stations');
      if (stations.some((station) => station.id === id && station.online)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The station did not come online.');
  }
}

function firstOf(processes: readonly ApiProcess[]): ApiProcess {
  const [first] = processes;
  if (first === undefined) throw new Error('A depot has one API process at least.');
  return first;
}

async function openGates(processes: readonly ApiProcess[]): Promise<Gates> {
  const ports = processes.filter(({ roles }) => roles.includes('http')).map(({ port }) => port);
  return { people: await Gate.open(ports, ports.length - 1), stations: await Gate.open(ports) };
}

/** Reads the first sign-ins off the API's output, as the person who started it would. */
async function signInAll(url: string, output: string): Promise<Record<Role, Client>> {
  const entries = await Promise.all(
    Role.options.map(async (role): Promise<[Role, Client]> => {
      const password = new RegExp(`^ {2}${role} +(\\S+)$`, 'm').exec(output)?.[1];
      if (password === undefined)
        throw new Error('The depot is not new: it printed no first sign-ins. Give it an empty database.');
      return [role, await new Client(url).signIn(role, password)];
    }),
  );
  return Object.fromEntries(entries) as Record<Role, Client>;
}
