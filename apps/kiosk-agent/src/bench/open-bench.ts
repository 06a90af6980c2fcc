import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { VirtualReaders, type RandomBytes } from '@depot/devices';
import { type Clock } from '../clock.js';
import { Refusal } from '../refusal.js';
import { type BenchReaders } from './bench-readers.js';
import { benchServer } from './bench-server.js';
import { MoltoBench, moltoSockets } from './molto-bench.js';
import { MoltoDrawer } from './molto-drawer.js';
import { MoltoFile } from './molto-file.js';
import { TokenFile } from './token-file.js';
import { VirtualBench } from './virtual-bench.js';
import { VirtualDrawer } from './virtual-drawer.js';

export interface HandsOptions {
  /** Where the virtual tokens are kept. */
  readonly folder: string;
  /** Readers that a Molto2 becomes when it is plugged in; none by default. */
  readonly sockets?: readonly string[];
  /** On 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** `Date.now` by default. */
  readonly clock?: Clock;
  /** `randomBytes` of node:crypto by default. */
  readonly random?: RandomBytes;
}

export interface BenchOptions extends HandsOptions {
  /** How many virtual readers. */
  readonly count: number;
  /** For each APDU; that of a real token by default. */
  readonly latencyMs?: number;
}

export interface OpenHands {
  /** Without a slash at its end. */
  readonly url: string;
  /** Closes the page. */
  close(): void;
}

export interface OpenBench {
  readonly readers: VirtualReaders;
  /** Without a slash at its end. */
  readonly url: string;
  /** Closes the page and the readers. */
  close(): Promise<void>;
}

const realLatencyMs = 44;
/** Of a Molto2 over USB: our guess, for nobody has published one. Its hundred profiles are read one by one. */
const usbLatencyMs = 5;

/** A drawer of virtual tokens, and the page to lay them on `readers`, which are somebody else's. @throws Refusal */
export async function openHands(readers: BenchReaders, options: HandsOptions): Promise<OpenHands> {
  const { folder, sockets = [], port = 0, clock = Date.now, random = randomBytes } = options;
  const now = () => clock() / 1000;
  const world = { now, random };
  const drawer = new VirtualDrawer(new TokenFile(folder), world);
  const moltos = new MoltoBench(readers, { drawer: new MoltoDrawer(new MoltoFile(folder), world), sockets, now });
  const server = benchServer(new VirtualBench(readers, { drawer, moltos, now }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch(() => {
    throw new Refusal(`Port ${String(port)} for the bench is taken. Choose another one with --bench-port.`);
  });
  const address = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${String(address.port)}`, close };
}

/** Virtual readers, a drawer of virtual tokens with two sockets for Molto2, and the page to handle them. @throws Refusal */
export async function openBench({ count, latencyMs = realLatencyMs, ...options }: BenchOptions): Promise<OpenBench> {
  const builtInLatencyMs = Math.min(latencyMs, usbLatencyMs);
  const readers = new VirtualReaders({ count, builtIn: moltoSockets, latencyMs, builtInLatencyMs });
  const hands = await openHands(readers, { sockets: moltoSockets, ...options });
  const close = async (): Promise<void> => {
    hands.close();
    await readers.close();
  };
  return { readers, url: hands.url, close };
}
