import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@depot/contracts';
import { BenchClient } from './bench-client.js';
import { Client } from './client.js';
import { freePort } from './free-port.js';
import { programs, startProgram } from './program.js';
import type { Program } from './program.js';

/** One station: its agent's process and the drawer of its virtual tokens. */
export interface Station {
  readonly id: string;
  readonly folder: string;
  readonly bench: BenchClient;
  readonly readers: number;
  readonly program: Program;
}

export interface DepotOptions {
  /** DATABASE_URL, REDIS_URL and the like. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Readers of each station. */
  readonly stations?: readonly number[];
}

/** A depot of its own on free ports and a folder of its own, with one client for each role. */
export class ThrowAwayDepot {
  readonly folder: string;
  readonly url: string;
  readonly clients: Readonly<Record<Role, Client>>;
  readonly stations: Station[] = [];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #port: number;
  #api: Program;

  private constructor(
    folder: string,
    started: {
      url: string;
      port: number;
      api: Program;
      clients: Record<Role, Client>;
      environment: Record<string, string>;
    },
  ) {
    this.folder = folder;
    this.url = started.url;
    this.clients = started.clients;
    this.#port = started.port;
    this.#api = started.api;
    this.#environment = started.environment;
  }

  static async start(options: DepotOptions = {}): Promise<ThrowAwayDepot> {
    const folder = await mkdtemp(join(tmpdir(), 'token-depot-'));
    const port = await freePort();
    const environment = { DEPOT_DATA: join(folder, 'data'), DEPOT_PORT: String(port), ...options.environment };
    const api = startProgram(programs.api, [], environment);
    try {
      const { url } = await api.announced<{ type: 'ready'; url: string }>('ready');
      const clients = await signInAll(url, api.output());
      const depot = new ThrowAwayDepot(folder, { url, port, api, clients, environment });
      for (const readers of options.stations ?? []) await depot.addStation(readers);
      return depot;
    } catch (error) {
      await api.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get api(): Program {
    return this.#api;
  }

  async addStation(readers: number): Promise<Station> {
    const name = `Station ${String(this.stations.length + 1)}`;
    const { code } = await this.clients.admin.post<{ code: string }>('stations/pairing-codes', { name });
    const folder = join(this.folder, `agent-${String(this.stations.length + 1)}`);
    const pairing = startProgram(programs.agent, ['pair', '--url', this.url, '--name', name, '--folder', folder], {
      DEPOT_PAIRING_CODE: code,
    });
    if ((await pairing.ended) !== 0) throw new Error(`Pairing failed: ${pairing.output()}`);
    const stations = await this.clients.admin.get<{ id: string; name: string }[]>('stations');
    const id = stations.find((station) => station.name === name)?.id;
    if (id === undefined) throw new Error('The station is paired but not listed.');
    const station = await this.startAgent({ id, folder, readers });
    this.stations.push(station);
    return station;
  }

  async startAgent(of: { id: string; folder: string; readers: number }): Promise<Station> {
    const args = ['run', '--url', this.url, '--folder', of.folder, '--virtual', String(of.readers)];
    const program = startProgram(programs.agent, args, {});
    const { benchUrl } = await program.announced<{ type: 'ready'; benchUrl: string }>('ready');
    await this.#online(of.id);
    return { ...of, bench: new BenchClient(benchUrl), program };
  }

  /** Starts the API again on the same folder and port. */
  async restartApi(): Promise<void> {
    this.#api = startProgram(programs.api, [], { ...this.#environment, DEPOT_PORT: String(this.#port) });
    await this.#api.announced('ready');
  }

  async stop(): Promise<void> {
    await Promise.all(this.stations.map((station) => station.program.stop()));
    await this.#api.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #online(id: string): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const stations = await this.clients.admin.get<{ id: string; online: boolean }[]>('stations');
      if (stations.some((station) => station.id === id && station.online)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The station did not come online.');
  }
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
