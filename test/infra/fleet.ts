import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchClient } from '../depot/bench-client.js';
import { Client } from '../depot/client.js';
import { freePort } from '../depot/free-port.js';
import { programs, startProgram } from '../depot/program.js';
import type { Program } from '../depot/program.js';
import type { Station } from '../depot/throw-away-depot.js';
import { startEngine } from '../stores/engines.js';
import { startProxy } from './proxy.js';
import type { Proxy } from './proxy.js';

/** One process of the fleet, and its port without the proxy. */
export interface Replica {
  readonly program: Program;
  readonly url: string;
  readonly metricsUrl: string;
}

/** What the compose file describes: two replicas behind the proxy on PostgreSQL and Redis; here the steps are a worker's. */
export interface Fleet {
  readonly proxy: Proxy;
  readonly http: readonly [Replica, Replica];
  readonly worker: Replica;
  readonly databaseUrl: string;
  signIn(role: string): Promise<Client>;
  /** Pairs a station through the proxy and runs its agent. */
  addStation(): Promise<Station>;
  stop(): Promise<void>;
}

export async function startFleet(): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  const engine = await startEngine('postgres+redis');
  const running: Program[] = [];
  const shared = { ...engine.environment, DEPOT_DATA: folder, DEPOT_TRUST_PROXY: 'loopback' };
  const replica = async (own: Record<string, string>): Promise<Replica & { port: number }> => {
    const [port, metrics] = [await freePort(), await freePort()];
    const ports = { DEPOT_PORT: String(port), DEPOT_METRICS_PORT: String(metrics) };
    const program = startProgram(programs.api, [], { ...shared, ...ports, ...own });
    running.push(program);
    await program.announced('ready');
    return {
      program,
      port,
      url: `http://127.0.0.1:${String(port)}`,
      metricsUrl: `http://127.0.0.1:${String(metrics)}/metrics`,
    };
  };
  const first = await replica({ DEPOT_ROLES: 'http' });
  const [second, worker] = await Promise.all([replica({ DEPOT_ROLES: 'http' }), replica({ DEPOT_ROLES: 'worker' })]);
  const proxy = await startProxy(first.port, second.port);
  const agents: Program[] = [];

  const signIn = (role: string): Promise<Client> => {
    const password = new RegExp(`^ {2}${role} +(\\S+)$`, 'm').exec(first.program.output())?.[1] ?? '';
    return new Client(proxy.url).signIn(role, password);
  };
  const addStation = async (): Promise<Station> => {
    const admin = await signIn('admin');
    const { code } = await admin.post<{ code: string }>('stations/pairing-codes', { name: 'Bench' });
    const home = join(folder, 'agent');
    const trust = { NODE_EXTRA_CA_CERTS: proxy.certificate };
    const pair = ['pair', '--url', proxy.url, '--name', 'Bench', '--folder', home];
    const pairing = startProgram(programs.agent, pair, { ...trust, DEPOT_PAIRING_CODE: code });
    if ((await pairing.ended) !== 0) throw new Error(`Pairing failed: ${pairing.output()}`);
    const program = startProgram(programs.agent, ['run', '--folder', home, '--virtual', '1'], trust);
    agents.push(program);
    const { benchUrl } = await program.announced<{ type: 'ready'; benchUrl: string }>('ready');
    for (;;) {
      const [station] = await admin.get<{ id: string; online: boolean }[]>('stations');
      if (station?.online === true)
        return { id: station.id, folder: home, bench: new BenchClient(benchUrl), readers: 1, program };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const stop = async (): Promise<void> => {
    await Promise.all(agents.map((program) => program.stop()));
    await proxy.stop();
    await Promise.all(running.map((program) => program.stop()));
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const databaseUrl = engine.environment['DATABASE_URL'] ?? '';
  return { proxy, http: [first, second], worker, databaseUrl, signIn, addStation, stop };
}
